// The official SDK for Go; prints its error as log.Fatal does.
package main

import (
	"context"
	"log"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

func main() {
	client := anthropic.NewClient(option.WithMaxRetries(0), option.WithAPIKey("key"), option.WithBaseURL(os.Getenv("ANTHROPIC_BASE_URL")))
	params := anthropic.MessageNewParams{Model: "claude-sonnet-4-6", MaxTokens: 16, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(os.Args[2]))}}
	if os.Args[1] == "stream" {
		stream := client.Messages.NewStreaming(context.Background(), params)
		for stream.Next() {
		}
		if err := stream.Err(); err != nil {
			log.Fatal(err)
		}
		return
	}
	if _, err := client.Messages.New(context.Background(), params); err != nil {
		log.Fatal(err)
	}
}
