#pragma once

#include "ui/common/words/formats.h"
#include "ui/shell/alerts/trouble_watch.h"

#include <QCoreApplication>

namespace tongdai {

/// The sentence of the bar: what happened, what it means for the customer, since when.
class TroubleWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::TroubleWords)
public:
    static QString sentence(const TroubleWatch::Verdict& verdict, const HealthSnapshot& snapshot,
                            const Formats& formats, TimePoint now);

private:
    static QString whatHappened(const TroubleWatch::Verdict& verdict, const HealthSnapshot& snapshot,
                                const Formats& formats, TimePoint now);
    static QString diskIsLow(const HealthSnapshot& snapshot, const Formats& formats);
    static QString refusedWhileFull();
    static QString databaseIsBack(const QString& lasted, const HealthSnapshot& snapshot, const Formats& formats);
    static QString whatItMeans(const TroubleWatch::Verdict& verdict, const HealthSnapshot& snapshot);
};

}  // namespace tongdai
