#include "engine/domain/conversation/chat.h"

#include <algorithm>
#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kFormerChannel{"chat"};

constexpr std::array kRoleNames{"CLIENT"_L1, "FREELANCER"_L1, "ADMIN"_L1, "ARBITRATOR"_L1};

}  // namespace

QLatin1StringView chatRoleName(ChatRole role)
{
    return kRoleNames[size_t(role)];
}

std::optional<ChatRole> chatRole(QStringView name)
{
    if (name.compare("customer"_L1, Qt::CaseInsensitive) == 0) return ChatRole::Client;
    if (name.compare("operator"_L1, Qt::CaseInsensitive) == 0) return ChatRole::Admin;
    for (size_t i = 0; i < kRoleNames.size(); ++i) {
        if (name == kRoleNames[i]) return ChatRole(i);
    }
    return std::nullopt;
}

std::optional<ChatRole> roleIn(const Participant& participant, std::optional<ChatRole> claimed)
{
    if (isStaff(participant.role) && claimed && !isStaff(*claimed)) return std::nullopt;
    return participant.role;
}

QString ChatUser::shownName() const
{
    const QString name = (firstName + u' ' + lastName).trimmed();
    return name.isEmpty() ? id.toString() : name;
}

const Participant* ChatThread::participant(const SenderId& user) const
{
    const auto found = std::find_if(participants.begin(), participants.end(),
                                    [&](const Participant& each) { return each.user.id == user; });
    return found == participants.end() ? nullptr : &*found;
}

QJsonObject ownChatMetadata(const QJsonObject& chat)
{
    return {{u"platform"_s, QString(kWebChannel)}, {u"chat"_s, chat}};
}

bool livesInOwnChat(const QJsonObject& metadata)
{
    const QString platform = metadata["platform"_L1].toString();
    return platform == kFormerChannel || (platform == kWebChannel && metadata["chat"_L1].isObject());
}

bool livesInOwnChat(const Conversation& conversation)
{
    const bool saysNothing = !conversation.metadata.contains("platform"_L1);
    return saysNothing ? conversation.channel == kWebChannel : livesInOwnChat(conversation.metadata);
}

QString channelOf(const QJsonObject& metadata, const QString& otherwise)
{
    const QString platform = metadata["platform"_L1].toString(otherwise);
    return platform == kFormerChannel ? QString(kWebChannel) : platform;
}

}  // namespace tongdai
