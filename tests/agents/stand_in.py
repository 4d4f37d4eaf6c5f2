"""A stand-in on loopback for the services of OpenAI, Anthropic and Google: enough for an answer, or a failure.

Every request's body is kept. The answer is `ANSWER`; where the prompt has the word `REFUSE` the service refuses,
where it has `BREAK` the first connection breaks, and where it has `RUN(command)NUR` the model asks for a tool that runs
the command before it answers.
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = "the stand-in's answer"
REASON = "the stand-in refuses"
USAGE = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}


class Service(ThreadingHTTPServer):
    """The three services at one address; `bodies` are those of all requests for an answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.bodies: list[str] = []
        self.answer = ANSWER
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Service

    def do_GET(self) -> None:
        """Know nothing."""
        self._send(404, "application/json", b"{}")

    def do_HEAD(self) -> None:
        """Be there."""
        self._send(200, "text/plain", b"")

    def do_POST(self) -> None:
        """Answer in the form of the service that the path belongs to."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        path = self.path.partition("?")[0]
        stream = next((stream for end, stream in STREAMS.items() if path.endswith(end)), None)
        if stream is None:
            self._send(404, "application/json", b"{}")
            return
        self.server.bodies.append(body)
        if "REFUSE" in body:
            error = {"type": "invalid_request_error", "message": REASON, "code": 400, "status": "INVALID_ARGUMENT"}
            self._send(400, "application/json", json.dumps({"type": "error", "error": error}).encode())
            return
        if "BREAK" in body and len(self.server.bodies) == 1:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"event: response.created\n")
            self.close_connection = True
            return
        self._send(200, "text/event-stream", b"".join(stream(json.loads(body), self.server.answer)))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _event(data: dict[str, Any]) -> bytes:
    name = f"event: {data['type']}\n" if "type" in data else ""
    return f"{name}data: {json.dumps(data)}\n\n".encode()


def _command(request: dict[str, Any]) -> str | None:
    """Return the command of a `RUN(command)` that has not been run yet."""
    text = json.dumps(request)
    ran = any(mark in text for mark in ('"function_call_output"', '"tool_result"', '"functionResponse"'))
    found = re.findall(r"RUN\((.*?)\)NUR", text)
    return None if ran or not found else str(json.loads(f'"{found[-1]}"'))


def openai(request: dict[str, Any], answer: str) -> Iterator[bytes]:
    """Stream a response of the Responses API."""
    command = _command(request)
    response = {"id": "resp_1", "object": "response", "status": "in_progress", "output": []}
    yield _event({"type": "response.created", "response": response})
    item: dict[str, Any] = {
        "type": "message",
        "id": "msg_1",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": answer, "annotations": []}],
    }
    if command is not None:
        names = {tool.get("name") for tool in request.get("tools", [])}
        name = "exec_command" if "exec_command" in names else "shell_command"
        arguments = json.dumps({"cmd": command} if name == "exec_command" else {"command": command})
        item = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": name, "arguments": arguments}
    yield _event({"type": "response.output_item.done", "output_index": 0, "item": item})
    done = {"id": "resp_1", "object": "response", "status": "completed", "output": [item], "usage": USAGE}
    yield _event({"type": "response.completed", "response": done})


def anthropic(request: dict[str, Any], answer: str) -> Iterator[bytes]:
    """Stream a message of the Messages API."""
    command = _command(request)
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": request.get("model", "stand-in"),
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }
    yield _event({"type": "message_start", "message": message})
    if command is None:
        block: dict[str, Any] = {"type": "text", "text": ""}
        delta = {"type": "text_delta", "text": answer}
    else:
        block = {"type": "tool_use", "id": "toolu_1", "name": "Bash", "input": {}}
        tool_input = {"command": command, "description": "run it"}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(tool_input)}
    yield _event({"type": "content_block_start", "index": 0, "content_block": block})
    yield _event({"type": "content_block_delta", "index": 0, "delta": delta})
    yield _event({"type": "content_block_stop", "index": 0})
    reason = "end_turn" if command is None else "tool_use"
    yield _event(
        {
            "type": "message_delta",
            "delta": {"stop_reason": reason, "stop_sequence": None},
            "usage": {"output_tokens": 1},
        }
    )
    yield _event({"type": "message_stop"})


def google(request: dict[str, Any], answer: str) -> Iterator[bytes]:
    """Stream a generated content of the Gemini API."""
    command = _command(request)
    part: dict[str, Any] = {"text": answer}
    if command is not None:
        part = {"functionCall": {"name": "run_shell_command", "args": {"command": command}}}
    yield _event(
        {
            "candidates": [{"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}],
            "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
            "modelVersion": "stand-in",
        }
    )


STREAMS = {"/responses": openai, "/v1/messages": anthropic, ":streamGenerateContent": google}
