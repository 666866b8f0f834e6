using Entente.Crm.Port;

namespace Entente.Crm.Rules;

/// <summary>Why the CRM refused a record, in plain words.</summary>
/// <param name="What">One sentence: what is wrong.</param>
/// <param name="Then">What somebody does about it before it is tried again.</param>
/// <param name="InMapping">The mapping page is where that is done.</param>
public sealed record ErrorCause(string What, string Then, bool InMapping = false);

/// <summary>From the codes of both CRMs to what is wrong and what to do. Pure; what is not known keeps the CRM's own words.</summary>
internal static class ErrorCauses
{
    /// <param name="said">The sentence that came with the error.</param>
    public static ErrorCause Of(CrmKind crm, CrmErrorClass? kind, string? code, string? field, string? said) =>
        ByCode(crm.ToString(), code ?? "", Named(field), Sentence(said)) ?? ByClass(crm.ToString(), kind, Named(field), Sentence(said));

    private static ErrorCause? ByCode(string crm, string code, string field, string said) =>
        code switch
        {
            "REQUIRED_FIELD_MISSING" or "REQUIRED_FIELD" or "MISSING_REQUIRED_PROPERTY" or "missing_required" => new(
                $"{crm} demands a value for {field}, and this record brings none.",
                $"Make it optional in {crm}, or map something of Entente’s to it.",
                true
            ),
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" or "INVALID_OPTION" => new(
                $"{crm} does not know this choice for {field}.",
                $"Add the choice in {crm}, or map Entente’s value to one that is there.",
                true
            ),
            "STRING_TOO_LONG" or "INVALID_LENGTH" => new(
                $"The text is longer than {field} may hold in {crm}.",
                $"Give the field more room in {crm}."
            ),
            "INVALID_LONG"
            or "INVALID_NUMBER"
            or "INVALID_INTEGER"
            or "NUMBER_OUTSIDE_VALID_RANGE"
            or "INVALID_DATE"
            or "INVALID_BOOLEAN"
            or "INVALID_TYPE_ON_FIELD_IN_RECORD" => new(
                $"The value does not fit the type of {field} in {crm}.",
                "Map it to a field of a type that takes it.",
                true
            ),
            "INVALID_EMAIL" or "INVALID_EMAIL_ADDRESS" => new(
                $"{crm} takes the e-mail address for none.",
                "Correct the address on the registration, or let this one be."
            ),
            "READ_ONLY_VALUE" or "READ_ONLY_PROPERTY" or "INVALID_FIELD_FOR_INSERT_UPDATE" => new(
                $"{crm} lets nobody write {field}.",
                "Map it to a field that may be written, or only read it.",
                true
            ),
            "FIELD_CUSTOM_VALIDATION_EXCEPTION" => new(
                $"A validation rule of your {crm} refuses the values: {said}",
                $"Change the rule in {crm}, or exempt the user Entente acts as from it."
            ),
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" or "APEX_ERROR" => new(
                $"An automation of your {crm} failed while the record was saved: {said}",
                $"Your {crm} admin mends the trigger or flow that is named."
            ),
            "DUPLICATES_DETECTED" => new(
                $"A duplicate rule of your {crm} takes it for a record that exists.",
                $"Merge the two in {crm}, or let the rule only warn."
            ),
            "DUPLICATE_VALUE" or "DUPLICATE_EXTERNAL_ID" or "MULTIPLE_CHOICES" => new(
                $"Another record of {crm} already has this value, which must be unique.",
                $"Merge the two in {crm}, or empty the value in the other one."
            ),
            "gone_unlinked" => new(
                $"It was deleted in {crm} before Entente could link it with what it belongs to.",
                $"Bring it back in {crm} and try again, or let this one be."
            ),
            "ENTITY_IS_LOCKED" => new(
                "The record is locked by an approval.",
                $"Unlock it in {crm}, or wait until the approval is through."
            ),
            "STORAGE_LIMIT_EXCEEDED" or "LIMIT_EXCEEDED" => new(
                $"Your {crm} has no room left: {said}",
                $"Your {crm} admin makes room or buys more."
            ),
            "INVALID_CROSS_REFERENCE_KEY" or "FIELD_INTEGRITY_EXCEPTION" or "INVALID_OWNER_ID" => new(
                $"It refers to something {crm} does not have: {said}",
                "Correct the owner, stage or record type it points to.",
                true
            ),
            _ => null,
        };

    private static ErrorCause ByClass(string crm, CrmErrorClass? kind, string field, string said) =>
        kind switch
        {
            CrmErrorClass.NotFound => new(
                $"The record is gone from {crm}: deleted, or merged into another one.",
                $"Restore it in {crm}, or let this write be."
            ),
            CrmErrorClass.Schema => new(
                $"{crm} has no {field}, or hides it from Entente’s user.",
                "Create the missing field there, show it to that user, or change the mapping.",
                true
            ),
            CrmErrorClass.Auth => new($"{crm} does not let Entente in: {said}", "Connect again; what waits is then sent."),
            CrmErrorClass.Conflict => new(
                $"Another record of {crm} holds this key: {said}",
                $"Merge the two in {crm}, or empty the key in the other one."
            ),
            CrmErrorClass.Transient or CrmErrorClass.Throttled => new(
                $"{crm} was out of reach or overloaded for a day.",
                "Nothing to mend: try it again."
            ),
            CrmErrorClass.Poison => new(
                $"{crm} could not read what was sent: {said}",
                "Tell whoever runs Entente: this should not happen."
            ),
            _ => new($"{crm} refuses the values: {said}", "Mend it there or here."),
        };

    private static string Named(string? field) => string.IsNullOrEmpty(field) ? "a field" : $"“{field}”";

    private static string Sentence(string? said) =>
        string.IsNullOrWhiteSpace(said) ? "no reason given."
        : said[^1] is '.' or '!' or '?' ? said
        : said + ".";
}
