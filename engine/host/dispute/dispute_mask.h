#pragma once

#include "engine/domain/dispute/dispute_file.h"

#include <QHash>

namespace tongdai {

/// What names people to strangers is masked before a window gets it (features F11), whoever looks; what a line said in
/// clear stays here for who may reveal it with a reason. Of the thread that is looked at now, and of no other. Engine
/// loop.
class DisputeMask {
public:
    /// Another thread is looked at from here on; an empty one: none.
    void begin(const ThreadRef& ref);
    /// What it says in clear is kept if `ref` is the thread that is looked at: an answer may come after another look
    /// began.
    void mask(const ThreadRef& ref, DisputeThread& thread);
    static void mask(DisputeHit& hit);
    static void mask(DisputeCase& shown);
    /// What a deleted line said; true: something in it was masked.
    bool maskOriginal(const ThreadRef& ref, const QByteArray& line, QString& text);
    /// Nothing: it was not masked, or another thread is looked at.
    std::optional<DisputeLine> clear(const ThreadRef& ref, const QByteArray& line) const;

private:
    void mask(DisputeLine& line, bool isKept);

    ThreadRef m_ref;
    QHash<QByteArray, DisputeLine> m_clear;
};

}  // namespace tongdai
