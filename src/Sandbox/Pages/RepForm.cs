using Entente.Sandbox.Store;

namespace Entente.Sandbox.Pages;

/// <summary>What a sales rep may change on the page, and what the form makes of values.</summary>
internal static class RepForm
{
    public static IReadOnlyList<Field> Fields(CrmStore store, Kind kind)
    {
        string[] names = kind switch
        {
            Kind.Deal => ["dealstage", "hubspot_owner_id", "amount", "closedate", "hs_next_step"],
            Kind.Company => ["hubspot_owner_id", "name", "domain", "phone", "city", "country"],
            _ => ["hubspot_owner_id", "firstname", "lastname", "email", "jobtitle", "phone"],
        };
        return [.. names.Select(n => store.Schema(kind)[n])];
    }

    /// <summary>A date input holds the day only.</summary>
    public static string? InputValue(Field field, string? value) =>
        field.Type is FieldType.DateTime && value is { Length: > 10 } ? value[..10] : value;

    /// <summary>Only what differs from what the form showed: an untouched close date keeps its time of day.</summary>
    public static List<Assignment> Changes(CrmStore store, Record record, IFormCollection form) =>
        [
            .. Fields(store, record.Kind)
                .Where(f => form.ContainsKey(f.Name) && form[f.Name].ToString().Trim() != (InputValue(f, record.Get(f)) ?? ""))
                .Select(f => new Assignment(f, form[f.Name].ToString().Trim())),
        ];

    public static string Words(Refusal refusal) =>
        refusal.Code switch
        {
            RefusalCode.Duplicate => $"Another record has the {refusal.Field!.Label.ToLowerInvariant()} “{refusal.Value}” already.",
            RefusalCode.InvalidNumber => $"“{refusal.Value}” is not a number. Write the amount with digits and a point, such as 12500.50.",
            RefusalCode.InvalidEmail => $"“{refusal.Value}” is not an e-mail address.",
            RefusalCode.InvalidDate or RefusalCode.InvalidDateTime => $"“{refusal.Value}” is not a date.",
            RefusalCode.NotFound => "This record is in the recycle bin; it cannot be changed.",
            _ => $"{refusal.Field?.Label ?? "That value"} does not take “{refusal.Value}”.",
        };
}
