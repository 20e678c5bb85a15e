#pragma once

#include "engine/api/dispute.h"
#include "engine/domain/dispute/dispute_file.h"
#include "engine/domain/dispute/time_travel.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// What the Dispute page says, in whole sentences. GUI thread.
class DisputeWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::DisputeWords)
public:
    /// A word of contracts/realtime-chat §9 as people say it; one nobody knows stays as it is.
    static QString status(const QString& word);
    static QString deadline(TimePoint deadline, TimePoint now, const QTimeZone& zone);
    static Tone deadlineTone(TimePoint deadline, TimePoint now, const QTimeZone& zone);
    static QString amount(double amount, const QString& currency, const Formats& formats);
    static QString role(PartyRole role, const QString& word = {});
    static QString verdict(DisputeVerdict verdict);
    static QString sourceName(const SourceStatus& status);
    static QString source(const SourceStatus& status, const Formats& formats);
    static Tone sourceTone(SourceState state);
    /// How this source is read, for the foot of the page.
    static QString reading(const SourceStatus& status);
    static QString cell(const KnewCell& cell, const Formats& formats);
    static QString cellExplained(const KnewCell& cell, const QString& party, const Formats& formats);
    static QString insight(const TimeTravel& travel, TimePoint at);
    static QString event(const TimeTravel& travel, const TravelEvent& event);
    static QString failure(const api::DeskFailure& failure);
    /// In Vietnamese a refusal has the very words of contracts/realtime-chat §8.
    static QString joining(const api::JoinAnswer& answer);
    /// 20/11/2025 09:14:33.120
    static QString millisecond(TimePoint at, const Formats& formats);
    static QString clockMs(TimePoint at, const Formats& formats);
    /// What names a line: the beginning of its text, or its id.
    static QString lineName(const DisputeLine& line);
    static QString partyName(const DisputeParty& party);
};

}  // namespace tongdai
