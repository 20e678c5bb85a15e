#pragma once

#include "engine/domain/dispute/dispute.h"
#include "engine/domain/ports/store/message_search.h"

#include <QDate>
#include <QTimeZone>

namespace tongdai {

/// What somebody typed into the search box, read: words, and filters in the box itself (features A14), whose names may
/// be written in English or Vietnamese, with or without marks:
///   from: (của:)       customer, bot, staff, note (khách, bot, nhânviên, ghichú), or the id of a person
///   in: (trong:)       the id of a conversation
///   channel: (kênh:)   tag: (thẻ:)
///   before: (trước:)   after: (từ:)   on: (ngày:)   21/11/2025, 21/11 or 2025-11-21; `before` leaves the day out.
///                      With a time of day for the first two: after:"21/11/2025 14:00", or after:21/11T14:00
///   event: (việc:)     handover, takeover, failed (chuyển, tiếpquản, lỗi): what happened there
///   intent: (ýđịnh:)   of the bot's turn, as the AI named it; - where it named none
///   model: (môhình:)   the AI that was asked
/// A value with spaces stands in quotes: tag:"khách sỉ". Anything else with a colon is a word like others.
struct SearchRequest {
    MessageQuery query;
    QString notADate;  ///< the value of a date filter that cannot be read; then nothing should be asked

    bool asksNothing() const;
};

/// `today` completes dates without a year: the last such day that is not in the future. Days begin in `zone`.
SearchRequest readSearch(const QString& typed, const QDate& today, const QTimeZone& zone);

/// The same of the search over all sources of disputes, which know fewer filters: before:, after:, on: as above,
///   source: (nguồn:)   where it was said, as the page names the source, or its beginning
/// and of this shop's own history alone from:, event:, intent: and model:
struct DisputeSearchRequest {
    DisputeSearch search;  ///< without a source: that is what `source` still has to be found among
    QString source;        ///< as typed; empty: all of them
    QString notADate;

    bool hasFilters() const { return search.from || search.to || !source.isEmpty() || !search.own.isEmpty(); }
    /// A source alone is no question.
    bool asksNothing() const { return search.text.isEmpty() && !search.from && !search.to && search.own.isEmpty(); }
};
DisputeSearchRequest readDisputeSearch(const QString& typed, const QDate& today, const QTimeZone& zone);

}  // namespace tongdai
