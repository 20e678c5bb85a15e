#include "engine/host/sample/sample_shop_content.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTimeZone>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using End = SampleConversation::End;

const QJsonObject& shop()
{
    static const QJsonObject object = [] {
        QFile file(u":/sample/shop.json"_s);
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen);
        return QJsonDocument::fromJson(isOpen ? file.readAll() : QByteArray()).object();
    }();
    return object;
}

/// Draws the same for the same seed on every machine.
class Draw {
public:
    explicit Draw(quint32 seed) : m_random(seed) {}
    int below(qsizetype count) { return m_random.bounded(int(count)); }
    int between(int low, int high) { return m_random.bounded(low, high + 1); }
    QString of(const QJsonArray& list) { return list[below(list.size())].toString(); }
    void shuffle(std::vector<int>& list)
    {
        for (size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[size_t(below(qsizetype(i)))]);
    }

private:
    QRandomGenerator m_random;
};

using Slots = QHash<QString, QString>;

Slots drawSlots(Draw& draw)
{
    const QJsonObject lists = shop()["slots"_L1].toObject();
    Slots filled;
    for (auto it = lists.begin(); it != lists.end(); ++it) {
        if (it.key() != "goods"_L1) filled.insert(it.key(), draw.of(it.value().toArray()));
    }
    const QJsonArray goods = lists["goods"_L1].toArray();
    const QJsonObject thing = goods[draw.below(goods.size())].toObject();
    for (auto it = thing.begin(); it != thing.end(); ++it)
        filled.insert(it.key(), it.value().toString());
    // 0900 000 xxx: a block no operator gives to people.
    filled.insert(u"phone"_s, u"0900 000 %1"_s.arg(draw.between(0, 999), 3, 10, QChar(u'0')));
    filled.insert(u"code"_s, u"DH%1"_s.arg(draw.between(10'000, 99'999)));
    return filled;
}

/// "[a|b]" → one of them, "{slot}" → its value.
QString render(QString text, const Slots& filled, Draw& draw)
{
    qsizetype open = -1;
    while ((open = text.indexOf(u'[')) >= 0) {
        const qsizetype close = text.indexOf(u']', open);
        const QStringList choices = text.sliced(open + 1, close - open - 1).split(u'|');
        text.replace(open, close - open + 1, choices[draw.below(choices.size())]);
    }
    for (auto it = filled.cbegin(); it != filled.cend(); ++it)
        text.replace(u'{' + it.key() + u'}', it.value());
    return text;
}

SampleLine lineOf(const QString& source, const Slots& filled, Draw& draw)
{
    SampleLine line;
    QString rest = source.section(u' ', 1);
    switch (source[0].unicode()) {
        case u'o': line.speaker = Speaker::Operator; break;
        case u'n': line.speaker = Speaker::Note; break;
        case u'b':
            line.speaker = Speaker::Bot;
            line.handsOver = source[1] == u'!';
            line.intent = rest.section(u' ', 0, 0);
            line.confidence = rest.section(u' ', 1, 1).toDouble();
            rest = rest.section(u' ', 2);
            break;
        default: break;
    }
    line.text = render(rest, filled, draw);
    return line;
}

End endOf(const QString& name)
{
    if (name == "waiting"_L1) return End::Waiting;
    if (name == "owned"_L1) return End::Owned;
    if (name == "owned_waiting"_L1) return End::OwnedWaiting;
    if (name == "closed"_L1) return End::Closed;
    return End::Bot;
}

/// Which dialogue each conversation has: the rare ones as often as they say, the rest shared, none beside itself.
std::vector<int> drawOrder(const QJsonArray& dialogues, int count, Draw& draw)
{
    std::vector<int> order;
    std::vector<int> common;
    for (int i = 0; i < int(dialogues.size()); ++i) {
        const int times = dialogues[i].toObject()["times"_L1].toInt(-1);
        if (times < 0) common.push_back(i);
        for (int n = 0; n < times; ++n)
            order.push_back(i);
    }
    if (int(order.size()) > count) order.resize(size_t(count));
    for (size_t i = 0; int(order.size()) < count; ++i)
        order.push_back(common[i % common.size()]);
    draw.shuffle(order);
    for (size_t i = 1; i < order.size(); ++i) {
        if (order[i] != order[i - 1]) continue;
        const auto fits = [&](size_t j) {
            return order[j] != order[i - 1] && (i + 1 == order.size() || order[j] != order[i + 1]);
        };
        for (size_t j = (i + 2) % order.size(); j != i; j = (j + 1) % order.size()) {
            if (!fits(j)) continue;
            std::swap(order[i], order[j]);
            break;
        }
    }
    return order;
}

/// When its last line was: those who wait only since minutes, the others within three days and not by night.
TimePoint drawLastTime(End end, TimePoint now, Draw& draw)
{
    if (end == End::Waiting || end == End::OwnedWaiting) return now - std::chrono::seconds(draw.between(40, 45 * 60));
    const int earliest = end == End::Closed ? 3 * 60 : 3;
    const TimePoint at =
        now - std::chrono::minutes(draw.between(earliest, 66 * 60)) - std::chrono::seconds(draw.between(0, 59));
    const auto local = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), QTimeZone(7 * 3600));
    return local.time().hour() < 7 ? at - 8h : at;
}

/// Backwards from the last line: a bot answers within seconds, people take their time.
void setTimes(std::vector<SampleLine>& lines, TimePoint last, Draw& draw)
{
    TimePoint at = last;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        line->at = at;
        const int seconds = line->speaker == Speaker::Bot        ? draw.between(1, 3)
                            : line->speaker == Speaker::Customer ? draw.between(20, 240)
                                                                 : draw.between(30, 180);
        at -= std::chrono::seconds(seconds) + std::chrono::milliseconds(draw.between(0, 999));
    }
}

QString drawName(Draw& draw, QSet<QString>& taken, bool* isWoman)
{
    for (;;) {
        *isWoman = draw.below(4) > 0;
        const QJsonArray given = shop()[*isWoman ? "women"_L1 : "men"_L1].toArray();
        const QString name = draw.of(shop()["family_names"_L1].toArray()) + u' ' + draw.of(given);
        if (taken.contains(name)) continue;
        taken.insert(name);
        return name;
    }
}

}  // namespace

std::vector<SampleConversation> sampleConversations(TimePoint now, int count)
{
    Draw draw(20'251'121);
    const QJsonArray dialogues = shop()["dialogues"_L1].toArray();
    const std::vector<int> order = drawOrder(dialogues, count, draw);
    QSet<QString> names;
    std::vector<SampleConversation> conversations;
    for (int i = 0; i < count; ++i) {
        const QJsonObject dialogue = dialogues[order[size_t(i)]].toObject();
        SampleConversation c;
        c.id = ConversationId("sample-" + QByteArray::number(i + 1).rightJustified(3, '0'));
        bool isWoman = false;
        c.customerName = drawName(draw, names, &isWoman);
        c.channel = draw.of(shop()["channels"_L1].toArray());
        c.end = endOf(dialogue["ends"_L1].toString());
        const bool isLan = draw.below(2) == 0;
        c.ownerName = isLan ? u"Lan"_s : u"Minh"_s;
        Slots filled = drawSlots(draw);
        c.phone = filled.value(u"phone"_s);
        filled.insert(u"chi"_s, isWoman ? u"chị"_s : u"anh"_s);
        filled.insert(u"Chi"_s, isWoman ? u"Chị"_s : u"Anh"_s);
        filled.insert(u"ten"_s, c.customerName.section(u' ', -1));
        filled.insert(u"op"_s, c.ownerName);
        for (const QJsonValue& line : dialogue["lines"_L1].toArray()) {
            c.lines.push_back(lineOf(line.toString(), filled, draw));
            if (c.lines.back().speaker == Speaker::Operator) c.owner = OperatorId(isLan ? "lan" : "minh");
        }
        setTimes(c.lines, drawLastTime(c.end, now, draw), draw);
        conversations.push_back(std::move(c));
    }
    return conversations;
}

std::vector<QStringList> sampleLiveDialogues(quint32 seed)
{
    Draw draw(seed);
    std::vector<QStringList> dialogues;
    for (const QJsonValue& dialogue : shop()["live"_L1].toArray()) {
        const Slots filled = drawSlots(draw);
        QStringList messages;
        for (const QJsonValue& line : dialogue.toArray())
            messages << render(line.toString(), filled, draw);
        dialogues.push_back(messages);
    }
    std::vector<int> order(dialogues.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = int(i);
    draw.shuffle(order);
    std::vector<QStringList> shuffled;
    shuffled.reserve(order.size());
    for (const int i : order)
        shuffled.push_back(dialogues[size_t(i)]);
    return shuffled;
}

}  // namespace tongdai
