#include "tests/ui/live_stage.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/conversation_view.h"
#include "ui/live/thread/thread_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

// Frame times of the Live page offscreen: the list with 100,000 conversations and a thread with 100,000 messages.
// A frame is everything between a scroll step and its finished picture. Prints one line per measurement.
namespace tongdai {
namespace {

using testing::LiveStage;

constexpr int kFrames = 300;
constexpr int kMany = 100'000;

/// CPU time of this thread: what a frame costs, whatever else the machine is doing.
double cpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void measure(const char* name, int frames, const std::function<void(int)>& frame)
{
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int i = 0; i < frames; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double before = cpuMs();
        frame(i);
        cpu.push_back(cpuMs() - before);
        wall.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    const auto at = [](const std::vector<double>& times, double share) {
        return times[size_t(double(times.size() - 1) * share)];
    };
    std::printf("%-42s cpu p50 %7.2f p99 %7.2f max %7.2f ms   wall p50 %7.2f p99 %7.2f ms\n", name, at(cpu, 0.5),
                at(cpu, 0.99), cpu.back(), at(wall, 0.5), at(wall, 0.99));
    std::fflush(stdout);
}

/// Draws a widget the way a screen update does: the whole viewport into an image.
class Screen {
public:
    explicit Screen(QWidget& widget) : m_widget(widget), m_image(widget.size(), QImage::Format_ARGB32_Premultiplied) {}
    void draw() { m_widget.render(&m_image, {}, {}, QWidget::DrawChildren); }

private:
    QWidget& m_widget;
    QImage m_image;
};

void benchList()
{
    LiveStage stage;
    stage.desk.fillMany(kMany);
    LivePage page(stage.desk, stage.look());
    page.resize(1302, 700);
    page.show();
    stage.settle();
    ConversationPane& pane = *page.conversations();
    // The whole queue at once: how the list stands for somebody who scrolled to its end.
    stage.desk.givenList = ConversationPage{stage.desk.conversations, false};
    measure("list: 100,000 rows arrive at once", 1, [&](int) {
        pane.setQueue(WorkQueue::All);
        stage.settle();
    });
    stage.desk.setAnswering(false);
    QListView& list = *pane.list();
    Screen screen(*list.viewport());
    QScrollBar& bar = *list.verticalScrollBar();
    measure("list: wheel scroll", kFrames, [&](int i) {
        bar.setValue(i * 37);
        screen.draw();
    });
    measure("list: random jumps", kFrames, [&](int) {
        bar.setValue(QRandomGenerator::global()->bounded(bar.maximum()));
        screen.draw();
    });
    measure("list: batch of 20 changed rows, one frame", kFrames, [&](int i) {
        std::vector<Conversation> batch;
        for (int k = 0; k < 20; ++k) {
            Conversation c = stage.desk.conversations[QRandomGenerator::global()->bounded(quint32(kMany))];
            c.lastRev += i;
            c.waitingSince = stage.desk.now - std::chrono::seconds(QRandomGenerator::global()->bounded(kMany));
            batch.push_back(c);
        }
        emit stage.desk.conversationsChanged(batch);
        QCoreApplication::processEvents();
        screen.draw();
    });
}

void benchThread()
{
    LiveStage stage;
    const ConversationId id = stage.desk.fillLongThread(kMany);
    LivePage page(stage.desk, stage.look());
    page.resize(1302, 700);
    page.show();
    stage.settle();
    page.open(id);
    stage.settle();
    ThreadView& thread = *page.view()->thread();
    measure("thread: 100,000 lines arrive at once", 1, [&](int) {
        page.view()->model().replaceAll(stage.desk.thread(id), 0);
        thread.showStart();
        stage.settle();
    });
    Screen screen(*thread.viewport());
    QScrollBar& bar = *thread.verticalScrollBar();
    measure("thread: wheel scroll up", kFrames, [&](int) {
        bar.setValue(bar.value() - 60);
        screen.draw();
    });
    measure("thread: page up", kFrames, [&](int) {
        bar.setValue(bar.value() - bar.pageStep());
        screen.draw();
    });
    measure("thread: random jumps", kFrames, [&](int) {
        bar.setValue(QRandomGenerator::global()->bounded(bar.maximum()));
        screen.draw();
    });
    thread.scrollToEnd();
    measure("thread: new line at the end, one frame", kFrames, [&](int i) {
        stage.desk.say(id, Speaker::Customer, QStringLiteral("Tin mới số %1 ạ").arg(i));
        screen.draw();
    });
    measure("switch conversation, first picture", 50, [&](int i) {
        const auto& other = stage.desk.conversations[size_t(i) % stage.desk.conversations.size()];
        page.view()->close();
        page.view()->open(other);
        while (page.view()->model().rowCount() == 0)
            QCoreApplication::processEvents();
        screen.draw();
    });
}

}  // namespace
}  // namespace tongdai

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    tongdai::benchList();
    tongdai::benchThread();
    return 0;
}
