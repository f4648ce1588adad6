// Sends a request to Claude and prints its error in the form that the second argument names.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

func main() {
	call, form := os.Args[1], os.Args[2]
	var options []option.RequestOption
	if retries, err := strconv.Atoi(os.Getenv("RETRIES")); err == nil {
		options = append(options, option.WithMaxRetries(retries))
	}
	if form == "debug" {
		options = append(options, option.WithDebugLog(nil))
	}
	client := anthropic.NewClient(options...)
	if err := ask(client, call); err != nil {
		show(err, form)
		os.Exit(1)
	}
}

func ask(client anthropic.Client, call string) error {
	content := "Summarize the report."
	if call == "long" {
		content = strings.Repeat("All work and no play makes Jack a dull boy. ", 1500)
	}
	params := anthropic.MessageNewParams{
		MaxTokens: 1024,
		Model:     "claude-sonnet-5",
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(content))},
	}
	if call != "stream" {
		_, err := client.Messages.New(context.Background(), params)
		return err
	}
	stream := client.Messages.NewStreaming(context.Background(), params)
	for stream.Next() {
		fmt.Print(stream.Current().Delta.Text)
	}
	return stream.Err()
}

func show(err error, form string) {
	var refused *anthropic.Error
	switch {
	case form == "panic":
		panic(err)
	case form == "fatal":
		log.Fatal(err)
	case form == "wrapped":
		fmt.Fprintln(os.Stderr, fmt.Errorf("summarize: %w", err))
	case form == "slog":
		slog.New(slog.NewJSONHandler(os.Stderr, nil)).Error("request failed", "err", err)
	case form == "dump" && errors.As(err, &refused):
		fmt.Fprintln(os.Stderr, string(refused.DumpResponse(true)))
	default:
		fmt.Fprintln(os.Stderr, err)
	}
}
