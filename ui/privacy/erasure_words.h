#pragma once

#include "engine/api/erasure.h"
#include "ui/common/look/color_role.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// What stands where about a customer, in words. Pure.
class ErasureWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::ErasureWords)
public:
    /// The branches of the tree, in their order.
    enum class Branch : quint8 { Conversations, Chat, Work, Elsewhere, Live };
    static constexpr int kBranches = 5;

    static Branch branchOf(const QString& place);
    static QString branch(Branch branch);
    /// One that a newer engine named stays as it is.
    static QString place(const QString& place);
    /// "12 removed", "3 made anonymous".
    static QString count(const ErasedPlace& place, const Formats& formats);
    /// The branches of what stays.
    static QString left(LeftPlace::Why why);
    static QString leftPlace(const LeftPlace& place);
    /// What about it: "12 entries, which name nobody", "has to be asked".
    static QString leftWords(const LeftPlace& place);
    /// By when their request is due and what is left of it, a line for the answer and one for the erasure.
    static QString clock(const std::optional<ErasureRequest>& request, TimePoint now, const Formats& formats);
    /// Red: something is late.
    static ColorRole clockColour(const std::optional<ErasureRequest>& request, TimePoint now);
    static QString answerClock(const ErasureRequest& request, TimePoint now, const Formats& formats);
    static QString erasureClock(const ErasureRequest& request, TimePoint now, const Formats& formats);
    static QString hold(const LegalHold& hold, const Formats& formats);
    /// What is handed to whoever asked: no name and no number of theirs stands in it.
    static QString certificate(const api::ErasureDone& done, const Formats& formats);
};

}  // namespace tongdai
