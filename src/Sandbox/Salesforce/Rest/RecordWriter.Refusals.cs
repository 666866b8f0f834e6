using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>The store's refusals in Salesforce's words.</summary>
internal sealed partial class RecordWriter
{
    private Record Accepted(Outcome outcome, ObjectShape shape) => outcome.Record ?? throw Worded(outcome.Refusal!, shape);

    private ApiException Worded(Refusal refusal, ObjectShape shape)
    {
        var name = refusal.Field?.SalesforceName ?? "";
        var label = refusal.Field?.Label ?? "";
        var other = refusal.ExistingId is { } id ? Prefixes.IdOf(id)[..15] : "";
        return refusal.Code switch
        {
            RefusalCode.Duplicate when refusal.Field is { Custom: false } => new(
                400,
                "DUPLICATES_DETECTED",
                "You're creating a duplicate record. We recommend you use an existing record instead."
            )
            {
                Duplicates = Rules.Found(
                    shape,
                    $"Standard_{shape.Name}_Duplicate_Rule",
                    allowSave: false,
                    [Prefixes.IdOf(refusal.ExistingId!.Value)]
                ),
            },
            RefusalCode.Duplicate => new(
                400,
                "DUPLICATE_VALUE",
                $"duplicate value found: {name} duplicates value on record with id: {other}",
                name
            ),
            RefusalCode.InvalidEmail => new(400, "INVALID_EMAIL_ADDRESS", $"{label}: invalid email address: {refusal.Value}", name),
            RefusalCode.InvalidOption => new(
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"{label}: bad value for restricted picklist field: {refusal.Value}",
                name
            ),
            RefusalCode.InvalidOwner => new(400, "INVALID_CROSS_REFERENCE_KEY", "Owner ID: owner cannot be blank", name),
            RefusalCode.TooLong => new(400, "STRING_TOO_LONG", $"{label}: data value too large: {refusal.Value}", name),
            RefusalCode.ReadOnly => new(400, "INVALID_FIELD_FOR_INSERT_UPDATE", $"Unable to create/update fields: {name}.", name),
            RefusalCode.Required => new(400, "REQUIRED_FIELD_MISSING", $"Required fields are missing: [{name}]", name),
            RefusalCode.NotFound => Deleted(),
            _ => new(400, "INVALID_TYPE_ON_FIELD_IN_RECORD", $"{label}: value not of required type: {refusal.Value}", name),
        };
    }
}
