#include "engine/host/backup/import_task.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/work/loops/periodic_task.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log importTaskLog("import");

std::variant<std::shared_ptr<const PreparedImport>, QString> readImportAgain(const ImportJob& job)
{
    const auto read = readImport(job.path);
    if (const auto* problem = std::get_if<QString>(&read)) return *problem;
    const ReadImport& whole = *std::get<std::shared_ptr<const ReadImport>>(read);
    if (whole.sha256 != job.sha256) return u"the file is not the one it was when the import was begun"_s;
    return prepareImport(whole, job.map, job.zone);
}

/// Its lease begins anew. Whether it may go on is asked with the first lines. Touches only what it was given.
QCoro::Task<void> tellOfReading(ports::TaskDesk& desk, BackgroundTask task, qint64 upto, qint64 total)
{
    try {
        auto noting = desk.noteProgress(std::move(task), upto, total);
        co_await noting;
    } catch (const StoreError& error) {
        importTaskLog.debug("progress is not told", {{u"cause"_s, error.cause()}});
    }
}

}  // namespace

ImportTask::ImportTask(Ports ports, QString computer) : m_ports(ports), m_computer(std::move(computer))
{
    m_pool.setMaxThreadCount(1);
}

ImportTask::~ImportTask() = default;

QCoro::Task<TaskResult> ImportTask::run(BackgroundTask task)
{
    const std::optional<ImportJob> job = ImportJob::fromJson(task.payload);
    if (!job) co_return TaskResult{TaskResult::Kind::Dead, u"this says of no file how it is to be read"_s, {}};
    if (job->computer != m_computer) co_return leftToItsComputer();
    auto preparing = prepared(task, *job);
    const Prepared made = co_await preparing;
    if (const auto* problem = std::get_if<QString>(&made)) co_return TaskResult{TaskResult::Kind::Dead, *problem, {}};
    auto keeping = keepAll(task, std::get<std::shared_ptr<const PreparedImport>>(made), job->upto);
    TaskResult result = co_await keeping;
    co_return result;
}

TaskResult ImportTask::leftToItsComputer()
{
    const auto more = kLeftToItsComputer * m_ports.random.unit();
    const auto rest = kLeftToItsComputer + std::chrono::duration_cast<std::chrono::milliseconds>(more);
    return {TaskResult::Kind::GivenBack, {}, rest};
}

QCoro::Task<ImportTask::Prepared> ImportTask::prepared(BackgroundTask task, ImportJob job)
{
    const std::shared_ptr<const PreparedImport> expected = std::exchange(m_expected, nullptr);
    if (expected && expected->isOf(job)) co_return expected;
    PeriodicTask telling(m_ports.clock, kTellEvery, [&desk = m_ports.desk, task, upto = job.upto, total = job.total] {
        return tellOfReading(desk, task, upto, total);
    });
    telling.start(kTellEvery);
    const auto answer = std::make_shared<OneShot<Prepared>>();
    m_pool.start([this, answer, job] {
        const Prepared read = readImportAgain(job);
        QMetaObject::invokeMethod(&m_here, [answer, read] { answer->set(read); });
    });
    const Prepared read = co_await answer->wait();
    co_return read;
}

QCoro::Task<TaskResult> ImportTask::keepAll(BackgroundTask task, std::shared_ptr<const PreparedImport> lines,
                                            qint64 from)
{
    const std::vector<ImportedLine>& all = lines->made.lines;
    const std::shared_ptr<const ImportPeople> people(lines, &lines->people);
    ImportStep step;
    auto at = size_t(from);
    while (at < all.size()) {
        if (m_stopping) co_return TaskResult{TaskResult::Kind::GivenBack, {}, {}};
        const size_t end = std::min(all.size(), at + kLinesAtOnce);
        ImportPart part;
        part.lines.assign(all.begin() + qptrdiff(at), all.begin() + qptrdiff(end));
        part.people = people;
        part.from = qint64(at);
        auto keeping = m_ports.imports.keepPart(task, std::move(part));
        step = co_await keeping;
        FAILPOINT("import.part");
        if (step.state != ImportStep::State::Kept) break;
        at = size_t(step.job.upto);
        auto resting = m_ports.clock.sleep(kRest);
        co_await resting;
    }
    const bool isLost = at < all.size() && step.state == ImportStep::State::Lost;
    if (isLost) co_return TaskResult{TaskResult::Kind::Refused, {}, {}};
    const bool isCancelled = at < all.size();
    auto ending = m_ports.imports.endImport(task, isCancelled);
    const bool wasOurs = co_await ending;
    if (wasOurs) {
        importTaskLog.info("an import has ended", {{u"lines"_s, qint64(at)}, {u"cancelled"_s, isCancelled}});
        m_ended();
    }
    co_return TaskResult{wasOurs ? TaskResult::Kind::Settled : TaskResult::Kind::Refused, {}, {}};
}

}  // namespace tongdai
