// What customers write, through folding, search words and the shop's rules: must not crash, and no text of 64 KiB may
// take longer than a moment, however it is made.
#include "engine/domain/text/fold_text.h"
#include "engine/domain/text/search_words.h"
#include "engine/upstream/rule_match.h"

#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace tongdai;

/// Of this thread's own time, so that a busy machine finds nothing; with sanitizers and counters, which cost about ten
/// times the 50 ms a text may take.
constexpr double kMostSeconds = 0.5;

void require(bool holds)
{
    if (!holds) std::abort();
}

double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

const upstream::RuleBook& book()
{
    static const upstream::RuleBook read = [] {
        QFile file(QStringLiteral(TONGDAI_RULES));
        require(file.open(QIODevice::ReadOnly));
        auto result = upstream::readRuleBook(file.readAll());
        require(std::holds_alternative<upstream::RuleBook>(result));
        return std::get<upstream::RuleBook>(std::move(result));
    }();
    return read;
}

template <class Act>
void timed(const char* what, Act act)
{
    const double begun = threadSeconds();
    act();
    const double spent = threadSeconds() - begun;
    if (spent <= kMostSeconds) return;
    std::fprintf(stderr, "%s took %.3f s\n", what, spent);
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size)
{
    const upstream::RuleBook& rules = book();
    const QString text = QString::fromUtf8(QByteArrayView(bytes, qsizetype(size)));
    timed("foldText", [&] {
        for (const QChar c : foldText(text))
            require(!c.isMark());
    });
    timed("searchWordsOf", [&] {
        for (const QString& word : searchWordsOf(text))
            require(!word.isEmpty());
    });
    timed("searchWordsTyped", [&] { searchWordsTyped(text); });
    timed("searchWordsOfTelex", [&] { searchWordsOfTelex(text); });
    timed("matchRules", [&] {
        const upstream::RuleMatch match = upstream::matchRules(rules, text);
        require(match.confidence >= 0 && match.confidence < 1);
    });
    return 0;
}
