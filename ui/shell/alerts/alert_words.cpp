#include "ui/shell/alerts/alert_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QString AlertWords::customer(const Alert& alert)
{
    return alert.customer.isEmpty() ? alert.conversation.toString() : alert.customer;
}

DesktopNotice AlertWords::notice(const Alert& alert, const Formats& formats)
{
    DesktopNotice notice{.key = alert.conversation.toString(), .title = {}, .text = alert.text};
    switch (alert.kind) {
        case AlertKind::NewCustomer: notice.title = tr("A customer waits: %1").arg(customer(alert)); break;
        case AlertKind::HandOver: notice.title = tr("The bot hands over: %1").arg(customer(alert)); break;
        case AlertKind::NobodyCame:
            notice.title = tr("Nobody came to %1").arg(customer(alert));
            notice.text = tr("They have waited for %1. You are asked to go to them.")
                              .arg(formats.span(alert.at - alert.waitingSince));
            break;
        case AlertKind::Writes: notice.title = customer(alert); break;
        case AlertKind::StillWaiting:
            notice.title = tr("%Ln customer(s) still wait", nullptr, alert.waiting);
            notice.text = tr("Longest, for %1: %2").arg(formats.span(alert.at - alert.waitingSince), customer(alert));
            break;
    }
    return notice;
}

DesktopNotice AlertWords::notice(const std::vector<Alert>& alerts, const Formats& formats)
{
    if (alerts.size() == 1) return notice(alerts.front(), formats);
    QStringList names;
    for (const Alert& alert : alerts)
        names << customer(alert);
    return {.key = alerts.front().conversation.toString(),
            .title = tr("%Ln customer(s) wait", nullptr, int(alerts.size())),
            .text = names.join(u", "_s)};
}

QString AlertWords::what(const Alert& alert)
{
    switch (alert.kind) {
        case AlertKind::NewCustomer: return tr("A new customer waits");
        case AlertKind::HandOver: return tr("The bot handed over");
        case AlertKind::NobodyCame: return tr("Nobody came to a customer");
        case AlertKind::StillWaiting: return tr("%Ln still wait(s)", nullptr, alert.waiting);
        case AlertKind::Writes: return tr("A customer writes");
    }
    return {};
}

QString AlertWords::reason(const Alert& alert)
{
    switch (alert.reason) {
        case AlertReason::Sounded: return tr("Sounded");
        case AlertReason::SoundOff: return tr("Silent: the sound is off in the menu");
        case AlertReason::NoOutput: return tr("Silent: this computer has no sound output");
        case AlertReason::SoundedJust: return tr("Silent: it had just sounded for another customer");
        case AlertReason::BotAnswers: return tr("Silent: the bot answers");
        case AlertReason::SomebodysOwn: return tr("Silent: %1 has the conversation").arg(alert.owner.toString());
        case AlertReason::MadeUp: return tr("Silent: a made-up customer of the sample shop");
    }
    return {};
}

}  // namespace tongdai
