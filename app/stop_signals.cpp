#include "app/stop_signals.h"

#include <fcntl.h>
#include <unistd.h>
#include <csignal>

namespace tongdai::app {

namespace {

// A signal handler can be given nothing, so the pipe's end must stand where it can see it.
volatile int writeEnd = -1;

void noteSignal(int /*number*/)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t ignored = write(writeEnd, &byte, 1);
}

void handle(int number, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}

}  // namespace

StopSignals::StopSignals(QObject* parent) : QObject(parent)
{
    if (pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0) qFatal("cannot make a pipe for signals");
    writeEnd = m_pipe[1];
    auto* const notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (read(m_pipe[0], bytes, sizeof bytes) > 0) {
        }
        emit stopRequested();
    });
    handle(SIGTERM, noteSignal);
    handle(SIGINT, noteSignal);
    handle(SIGPIPE, SIG_IGN);  // a client that leaves is an error of write(), not the end of the program
    handle(SIGXFSZ, SIG_IGN);  // so is a file that may not grow, like a full disk
}

StopSignals::~StopSignals()
{
    // The program is on its way out: a second signal must not turn an orderly end into a violent one.
    handle(SIGTERM, SIG_IGN);
    handle(SIGINT, SIG_IGN);
    writeEnd = -1;
    close(m_pipe[0]);
    close(m_pipe[1]);
}

}  // namespace tongdai::app
