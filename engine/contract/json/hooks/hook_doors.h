#pragma once

#include "engine/domain/shop/hook.h"

#include <QByteArrayView>
#include <QString>

/// The endpoints of the hook inspector as callers know them. Any thread.
namespace tongdai::contract {

/// "/api/v1/enhanced-handle-message", …
QByteArrayView pathOf(HookDoor door);
/// What a call to this path is for; nothing: it goes to none of them. A path below KiotViet's is KiotViet's.
std::optional<HookDoor> hookDoorAt(QByteArrayView path);
/// "platform", "consolidated", "kiotviet"
QString hookDoorName(HookDoor door);
std::optional<HookDoor> hookDoorOf(QStringView name);

/// The path alone, and of its query the names: a value there may be a token.
QByteArray targetWithoutSecrets(const QByteArray& target);
/// Only headers that are known to carry no secret keep their value.
HookHeader headerWithoutSecret(const QByteArray& name, const QByteArray& value);

/// A shell command that sends the call again. Where a secret has to stand it names a variable of the shell, and for
/// KiotViet it signs the body. Empty: the body is not there as a whole, or is no text.
QString curlOf(const HookCall& call, const QString& body);

}  // namespace tongdai::contract
