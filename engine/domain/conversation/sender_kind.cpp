#include "engine/domain/conversation/sender_kind.h"

#include "engine/domain/text/fold_text.h"

#include <QSet>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QSet<QString>& customerWords()
{
    static const QSet<QString> words{u"user"_s,  u"customer"_s,  u"client"_s,    u"visitor"_s,    u"guest"_s,
                                     u"buyer"_s, u"contact"_s,   u"enduser"_s,   u"subscriber"_s, u"lead"_s,
                                     u"khach"_s, u"khachhang"_s, u"nguoidung"_s, u"nguoimua"_s};
    return words;
}

const QSet<QString>& personWords()
{
    static const QSet<QString> words{
        u"page"_s,     u"admin"_s,     u"administrator"_s, u"agent"_s,   u"humanagent"_s, u"operator"_s,   u"staff"_s,
        u"employee"_s, u"seller"_s,    u"sale"_s,          u"sales"_s,   u"support"_s,    u"owner"_s,      u"shop"_s,
        u"store"_s,    u"merchant"_s,  u"business"_s,      u"manager"_s, u"moderator"_s,  u"consultant"_s, u"cskh"_s,
        u"nhanvien"_s, u"tuvanvien"_s, u"quanly"_s,        u"chushop"_s, u"nguoiban"_s};
    return words;
}

const QSet<QString>& machineWords()
{
    static const QSet<QString> words{u"bot"_s,  u"assistant"_s,  u"chatbot"_s,   u"ai"_s,       u"system"_s,
                                     u"auto"_s, u"automation"_s, u"autoreply"_s, u"workflow"_s, u"broadcast"_s};
    return words;
}

}  // namespace

SenderKind senderKind(QStringView senderType)
{
    QString word = foldText(senderType);
    word.removeIf([](QChar c) { return c == u'_' || c == u'-' || c == u'.' || c == u' '; });
    if (senderType.isEmpty() || customerWords().contains(word)) return SenderKind::Customer;
    if (personWords().contains(word)) return SenderKind::Person;
    if (machineWords().contains(word)) return SenderKind::Machine;
    if (word == "removed"_L1) return SenderKind::Removal;
    return SenderKind::Unknown;
}

}  // namespace tongdai
