#pragma once

#include "engine/domain/customer/find_details.h"

#include <QJsonObject>

namespace tongdai {

/// Entities that an AI named in its answer to a line, and which of them are details of the customer: `name`, `phone`,
/// `email`, `address` (also customer_name, phone_number, full_name). Only what stands in the line itself, letter by
/// letter but for marks and spaces: an AI makes nothing up here. A pure function; any thread.
std::vector<FoundDetail> entityDetails(const QJsonObject& entities, const QString& line, const Gazetteer& gazetteer);

/// What the line says by itself, and of the fields that say nothing so far what the AI found in it.
std::vector<FoundDetail> withEntities(std::vector<FoundDetail> found, const std::vector<FoundDetail>& ofAi);

}  // namespace tongdai
