// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/nodeprocess.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vigie::demo {

namespace {

constexpr std::size_t longestLine = 64 * 1024;
constexpr std::streamoff mostLastWords = 2000;

/// Between fork and exec only what is safe in a child of a threaded process.
[[noreturn]] void becomeNode(const char* const* arguments, int output, int errors, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(127); // the demo is gone already
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    // A terminal's Ctrl+C is the demo's to handle.
    setpgid(0, 0);
    execv(arguments[0], const_cast<char* const*>(arguments));
    _exit(127);
}

} // namespace

NodeProcess::NodeProcess(std::string id, Files files)
    : m_id(std::move(id)), m_files(std::move(files)) {}

NodeProcess::~NodeProcess() {
    kill();
}

base::Result<void> NodeProcess::start() {
    if (isRunning()) {
        return base::failure(fmt::format("node {} runs already", m_id));
    }
    std::array<int, 2> pipeEnds{-1, -1};
    const int errors =
        open(m_files.errors.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (errors < 0 || pipe2(pipeEnds.data(), O_CLOEXEC) != 0) {
        const std::string reason = std::strerror(errno);
        if (errors >= 0) {
            close(errors);
        }
        return base::failure(fmt::format("node {} cannot be started: {}", m_id, reason));
    }
    m_address.clear();
    m_inputPorts.clear();
    m_rfPorts.clear();
    m_partialLine.clear();
    m_ending.clear();
    const std::array<const char*, 4> arguments{m_files.program.c_str(), "--config",
                                               m_files.config.c_str(), nullptr};
    const pid_t self = getpid();
    const pid_t child = fork();
    if (child == 0) {
        becomeNode(arguments.data(), pipeEnds[1], errors, self);
    }
    const int forkError = errno;
    close(pipeEnds[1]);
    close(errors);
    if (child < 0) {
        close(pipeEnds[0]);
        return base::failure(
            fmt::format("node {} cannot be started: {}", m_id, std::strerror(forkError)));
    }
    m_pid = child;
    m_outputFd = pipeEnds[0];
    fcntl(m_outputFd, F_SETFL, O_NONBLOCK);
    return {};
}

void NodeProcess::poll() {
    readOutput();
    reap();
}

void NodeProcess::readOutput() {
    std::array<char, 4096> chunk{};
    while (m_outputFd >= 0) {
        const ssize_t size = read(m_outputFd, chunk.data(), chunk.size());
        if (size == 0) {
            closeOutput();
        }
        if (size <= 0) {
            return;
        }
        std::ofstream(m_files.output, std::ios::app).write(chunk.data(), size);
        m_partialLine.append(chunk.data(), static_cast<std::size_t>(size));
        for (auto end = m_partialLine.find('\n'); end != std::string::npos;
             end = m_partialLine.find('\n')) {
            takeLine(m_partialLine.substr(0, end));
            m_partialLine.erase(0, end + 1);
        }
        if (m_partialLine.size() > longestLine) {
            m_partialLine.clear();
        }
    }
}

void NodeProcess::takeLine(const std::string& line) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object()) {
        return;
    }
    const auto text = [&object](const char* key) {
        const auto at = object.find(key);
        return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    const std::string event = text("event");
    if (event == "listening") {
        m_address = text("address");
        return;
    }
    const auto port = object.find("port");
    if (port == object.end() || !port->is_number_unsigned() || port->get<std::uint64_t>() > 65535) {
        return;
    }
    if (event == "input") {
        m_inputPorts[text("input")] = port->get<std::uint16_t>();
    } else if (event == "rf") {
        m_rfPorts[text("input")] = port->get<std::uint16_t>();
    }
}

void NodeProcess::reap() {
    int status = 0;
    if (m_pid <= 0 || waitpid(m_pid, &status, WNOHANG) != m_pid) {
        return;
    }
    m_pid = -1;
    m_address.clear();
    if (WIFSIGNALED(status)) {
        m_ending = fmt::format("ended by signal {}", WTERMSIG(status));
    } else if (WEXITSTATUS(status) == 127) {
        m_ending = fmt::format("{} could not be executed", m_files.program.string());
    } else {
        m_ending = fmt::format("ended with code {}", WEXITSTATUS(status));
    }
    readOutput();
    closeOutput();
}

void NodeProcess::closeOutput() {
    if (m_outputFd >= 0) {
        close(m_outputFd);
        m_outputFd = -1;
    }
}

void NodeProcess::kill() {
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        // A killed process ends at once: this wait is bounded by the kernel.
        int status = 0;
        waitpid(m_pid, &status, 0);
        m_pid = -1;
        m_address.clear();
        m_ending = "killed";
    }
    closeOutput();
}

void NodeProcess::terminate() {
    if (m_pid > 0) {
        ::kill(m_pid, SIGTERM);
    }
}

std::string NodeProcess::lastWords() const {
    std::ifstream file(m_files.errors, std::ios::ate | std::ios::binary);
    if (!file) {
        return {};
    }
    const std::streamoff size = file.tellg();
    file.seekg(std::max<std::streamoff>(0, size - mostLastWords));
    return {std::istreambuf_iterator<char>(file), {}};
}

void endAll(const std::vector<NodeProcess*>& nodes, std::chrono::milliseconds patience) {
    for (NodeProcess* node : nodes) {
        node->terminate();
    }
    const auto deadline = std::chrono::steady_clock::now() + patience;
    const auto isAnyRunning = [&nodes] {
        bool isAny = false;
        for (NodeProcess* node : nodes) {
            node->poll();
            isAny = isAny || node->isRunning();
        }
        return isAny;
    };
    while (isAnyRunning() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    for (NodeProcess* node : nodes) {
        node->kill();
    }
}

} // namespace vigie::demo
