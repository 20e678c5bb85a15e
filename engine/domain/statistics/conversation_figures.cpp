#include "engine/domain/statistics/conversation_figures.h"

#include "engine/domain/text/mask_text.h"

#include <algorithm>

namespace tongdai {

namespace {

/// Most first; equal ones by name, so that the same export twice is the same.
QStringList mostFirst(std::vector<std::pair<qint64, QString>> counted)
{
    std::ranges::sort(counted, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    QStringList names;
    for (const auto& [count, name] : counted) {
        if (!names.contains(name)) names << name;
    }
    return names;
}

}  // namespace

bool ConversationFigures::isEmpty() const
{
    return in + bot + people + botWaits + peopleWaits + resolvedByBot + resolvedByPeople + takeovers + handOvers +
               aiCalls + actions + undelivered + unknown ==
           0;
}

void takeCounts(const StatsSum& sum, ConversationFigures& figures)
{
    for (const auto& [start, piece] : sum.pieces) {
        figures.in += piece.in;
        figures.bot += piece.bot;
        figures.people += piece.people;
    }
    figures.botWaits = sum.botWaits.all().count();
    figures.peopleWaits = sum.peopleWaits.all().count();
    figures.resolvedByBot = sum.resolutions.bot.count();
    figures.resolvedByPeople = sum.resolutions.people.count();
    figures.takeovers = sum.takeovers;
    figures.handOvers = sum.handOvers;
    figures.aiCalls = sum.aiCalls;
    figures.aiFailures = sum.aiFailures;
    figures.aiRepeated = sum.aiRepeated;
    std::vector<std::pair<qint64, QString>> people;
    for (auto it = sum.people.begin(); it != sum.people.end(); ++it) {
        if (it->replies > 0) people.emplace_back(it->replies, it->name.isEmpty() ? it.key().toString() : it->name);
    }
    figures.answeredBy = mostFirst(std::move(people));
    std::vector<std::pair<qint64, QString>> intents;
    for (auto it = sum.intents.begin(); it != sum.intents.end(); ++it) {
        if (!it.key().isEmpty()) intents.emplace_back(it->turns, it.key());
    }
    figures.intents = mostFirst(std::move(intents));
    for (const StatsSum::Actions& actions : sum.actions) {
        figures.actions += actions.asked;
        figures.actionsFailed += actions.failed;
    }
}

void maskNumbers(ConversationFigures& figures)
{
    for (QString* text : {&figures.customer, &figures.channel, &figures.assignee, &figures.firstLine, &figures.lastLine,
                          &figures.handOverReason})
        *text = maskText(*text);
    for (QStringList* texts : {&figures.tags, &figures.answeredBy, &figures.intents}) {
        for (QString& text : *texts)
            text = maskText(text);
    }
    figures.conversation = ConversationId(maskText(figures.conversation.toString()).toUtf8());
    figures.customerId = SenderId(maskText(figures.customerId.toString()).toUtf8());
}

}  // namespace tongdai
