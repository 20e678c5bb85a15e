#pragma once

#include "engine/api/answer.h"
#include "engine/domain/conversation/rule_trial.h"
#include "engine/domain/statistics/conversation_figures.h"
#include "engine/domain/statistics/figure_trail.h"
#include "engine/domain/statistics/stats_mark.h"
#include "engine/domain/statistics/stats_news.h"
#include "engine/domain/statistics/stats_report.h"
#include "engine/domain/statistics/step_times.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tongdai::api {

/// Where the rows of a detail export go, in the form the screens give them. Made and used on one thread that is not a
/// window's, one call after the other.
class DetailSheet {
public:
    virtual ~DetailSheet() = default;
    /// What went wrong, in the system's words; empty: nothing. So is what the next one says.
    virtual QString add(const std::vector<ConversationFigures>& rows) = 0;
    /// Nothing more comes: the file is whole.
    virtual QString finish() = 0;
};

/// One row for each conversation that has something in a range (features H11).
struct DetailRequest {
    StatsQuery range;
    QString file;  ///< replaced whole, or left as it was
    QString form;  ///< "csv", "xlsx": for the audit log
    /// Telephone, card and identity numbers are dots; for whoever may not see them they always are.
    bool isMasked = true;
    /// Writes into a file of this name, which lies there and is empty. Nothing of a window is in it.
    std::function<std::unique_ptr<DetailSheet>(const QString& file)> open;

    /// What a sheet of a workbook has room for, and some rows to spare.
    static constexpr qint64 kMostRows = 1'000'000;
};
struct DetailsMade {
    bool isCancelled = false;  ///< nothing was written
    QString file;
    qint64 bytes = 0;
    qint64 rows = 0;
};
struct DetailProgress {
    qint64 looked = 0;  ///< conversations
    qint64 total = 0;
    qint64 rows = 0;
};

/// The Stats page's view of the engine: it answers when it is asked, and does nothing otherwise. Lives on the GUI
/// thread.
class Statistics : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// While nothing real was counted and the sample shop is open, the answer is of the sample shop alone, and says so
    /// (StatsQuery::sample).
    virtual Asked<StatsReport> report(const StatsQuery& query) = 0;
    /// The steps of today's messages, as this engine measured them.
    virtual Asked<StepTimes> steps() = 0;
    /// How this engine went in the last half hour.
    virtual Asked<FigureTrail> trail() = 0;
    /// What the figures of this time are better read with, earliest first.
    virtual Asked<std::vector<StatsMark>> marks(TimePoint from, TimePoint to) = 0;
    /// By whoever sits here. Answered with the note as it is kept.
    virtual Asked<StatsMark> addNote(TimePoint at, const QString& words) = 0;
    /// Answered with whether it was there.
    virtual Asked<bool> removeNote(const QUuid& id) = 0;
    virtual Asked<WorkingRules> workingRules() = 0;
    /// Answered with what is kept from now on; figures of past hours are counted anew in the background.
    virtual Asked<WorkingRules> setWorkingRules(const WorkingRules& rules) = 0;
    /// What the rule would have changed in the last seven days (of the sample shop, as for report()). One at a time: a
    /// new question ends the one before, which is answered as Refused, as one that is cancelled.
    virtual Asked<RuleEffect> tryRule(const AnswerRule& rule) = 0;
    virtual void cancelTrial() = 0;
    /// One at a time. Ends in a file or in nothing; stands in the audit log before the file has its name.
    virtual Asked<DetailsMade> exportDetails(const DetailRequest& request) = 0;
    /// The export under way ends, with isCancelled.
    virtual void cancelDetails() = 0;
signals:
    /// The engine answers from now on.
    void ready();
    /// Something happened, which the next report counts; at most ten times a second.
    void moved(const tongdai::StatsNews& news);
    /// How far the export is.
    void detailsProgressed(const tongdai::api::DetailProgress& progress);
};

}  // namespace tongdai::api
