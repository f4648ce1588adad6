import { createConnection } from 'vscode-languageserver/node';
import { loadGrammar } from '../io/grammars';
import { serve } from './serve';

/** The language server as a process of its own; its arguments name the transport (`--node-ipc`, `--stdio`). */
serve(createConnection(), loadGrammar);
