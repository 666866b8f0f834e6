using System.Globalization;
using System.Net;
using System.Text;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Pages;

/// <summary>Values as a person reads them.</summary>
internal static class Show
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Fields Entente made: shown apart, because they are what a newcomer looks for.</summary>
    public static bool IsEntente(Field field) => field.Custom && field.Name.StartsWith("entente_", StringComparison.Ordinal);

    public static string Title(CrmStore store, Record record) =>
        record.Kind switch
        {
            Kind.Company => Text(store, record, "name") ?? Text(store, record, "domain") ?? $"Company {record.Id}",
            Kind.Deal => Text(store, record, "dealname") ?? $"Deal {record.Id}",
            _ => $"{Text(store, record, "firstname")} {Text(store, record, "lastname")}".Trim() is { Length: > 0 } name
                ? name
                : Text(store, record, "email") ?? $"Contact {record.Id}",
        };

    public static string? Text(CrmStore store, Record record, string field) => record.Get(store.Schema(record.Kind)[field]);

    /// <summary>A field of any type: stage and owner by name, amounts with their currency, times in words.</summary>
    public static string? Value(CrmStore store, Record record, Field field)
    {
        if (store.Value(record, field) is not { } value)
            return null;
        return field switch
        {
            { Name: "dealstage" } => store.Stage(value)?.Stage.Label ?? value,
            { Name: "pipeline" } => store.Pipelines.FirstOrDefault(p => p.Id == value)?.Label ?? value,
            { Type: FieldType.Owner } => long.TryParse(value, CultureInfo.InvariantCulture, out var id)
                ? store.Owner(id)?.Name ?? value
                : value,
            { Type: FieldType.Currency } => Amount(value, record.Kind == Kind.Deal ? Text(store, record, "deal_currency_code") : null),
            { Type: FieldType.Date } => Canonical.ReadInstant(value) is { } day ? day.UtcDateTime.ToString("d MMM yyyy", British) : value,
            { Type: FieldType.DateTime } => Canonical.ReadInstant(value) is { } at ? Instant(at) : value,
            { Type: FieldType.Bool } => value == "true" ? "Yes" : "No",
            { Type: FieldType.Choice } => field.Options.FirstOrDefault(o => o.Value == value)?.Label ?? value,
            { Type: FieldType.Html } => Plain(value),
            _ => value,
        };
    }

    public static string Amount(string value, string? currency) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? $"{amount.ToString(amount == decimal.Truncate(amount) ? "N0" : "N2", British)} {currency ?? "EUR"}"
            : value;

    /// <summary>In UTC; midnight is a day without a time.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString(at.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "d MMM yyyy" : "d MMM yyyy, HH:mm", British);

    public static string Count(long count) => count.ToString("N0", British);

    /// <summary>The words of a note's HTML; paragraphs and breaks become line ends.</summary>
    public static string Plain(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var i = 0; i < html.Length; i++)
        {
            var close = html[i] == '<' ? html.IndexOf('>', i) : -1;
            if (close < 0)
            {
                text.Append(html[i]);
                continue;
            }
            var tag = html[(i + 1)..close].TrimStart('/').Split(' ', '/')[0].ToLowerInvariant();
            if (tag is "p" or "br" or "div" or "li" && text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            i = close;
        }
        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    /// <summary>The path of a record's page.</summary>
    public static string Path(Record record) => $"/{Plural(record.Kind)}/{record.Id.ToString(CultureInfo.InvariantCulture)}";

    public static string Plural(Kind kind) => HubSpot.ObjectTypes.Plural(kind);
}
