using System.Globalization;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>What the store keeps as text, as the values of Salesforce's field types.</summary>
internal static class StoredValue
{
    public static FieldKind KindOf(Field field) =>
        field switch
        {
            { Kind: Kind.Deal, Name: "closedate" } or { Kind: Kind.Note, Name: "hs_timestamp" } => FieldKind.Date,
            { Kind: Kind.Company, Name: "numberofemployees" } => FieldKind.Int,
            { Kind: Kind.Company, Name: "domain" } => FieldKind.Url,
            { SalesforceName: "Status" or "Priority" or "Type" or "Industry" or "LeadSource" } => FieldKind.Picklist,
            _ => field.Type switch
            {
                FieldType.LongText or FieldType.Html => FieldKind.TextArea,
                FieldType.Number => FieldKind.Double,
                FieldType.Currency => FieldKind.Currency,
                FieldType.Bool => FieldKind.Boolean,
                FieldType.Date => FieldKind.Date,
                FieldType.DateTime => FieldKind.DateTime,
                FieldType.Choice => FieldKind.Picklist,
                FieldType.MultiChoice => FieldKind.MultiPicklist,
                FieldType.Phone => FieldKind.Phone,
                FieldType.Email => FieldKind.Email,
                FieldType.Url => FieldKind.Url,
                FieldType.Owner => FieldKind.Reference,
                _ => FieldKind.String,
            },
        };

    /// <summary>Canonical text as a value of the kind.</summary>
    public static object? Of(FieldKind kind, string? text) =>
        kind switch
        {
            // A checkbox is never empty.
            FieldKind.Boolean => text == "true",
            _ when string.IsNullOrEmpty(text) => null,
            FieldKind.Int or FieldKind.Double or FieldKind.Currency or FieldKind.Percent => decimal.Parse(
                text,
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            ),
            FieldKind.Date => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldKind.DateTime => Seconds(
                DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds()
            ),
            FieldKind.Reference => SalesforceId.Of(Prefixes.User, long.Parse(text, CultureInfo.InvariantCulture)),
            _ => text,
        };

    /// <summary>The text of a <see cref="SetupRow"/> as a value of the kind; references are ids already.</summary>
    public static object? OfRow(FieldKind kind, string? text) =>
        kind is FieldKind.Reference or FieldKind.Id or FieldKind.Base64 ? text : Of(kind, text);

    /// <summary>An instant as Salesforce shows it: whole seconds, UTC.</summary>
    public static DateTimeOffset Seconds(long epochMs) => DateTimeOffset.FromUnixTimeSeconds(Math.DivRem(epochMs, 1000).Quotient);
}

/// <summary>The first three characters of ids.</summary>
internal static class Prefixes
{
    public const string Account = "001";
    public const string Contact = "003";
    public const string Opportunity = "006";
    public const string Task = "00T";
    public const string ContactRole = "00K";
    public const string User = "005";
    public const string Organization = "00D";
    public const string Stage = "01J";
    public const string CustomField = "00N";
    public const string PermissionSet = "0PS";
    public const string PermissionSetAssignment = "0Pa";
    public const string FieldPermissions = "01k";
    public const string Lead = "00Q";
    public const string Event = "00U";
    public const string EmailMessage = "02s";
    public const string Partner = "00I";
    public const string PartnerRole = "0PR";
    public const string Note = "002";
    public const string Campaign = "701";
    public const string Group = "00G";
    public const string Profile = "00e";
    public const string RecordType = "012";
    public const string CurrencyType = "01L";
    public const string DatedConversionRate = "04w";
    public const string ContentVersion = "068";
    public const string ContentDocument = "069";
    public const string ContentDocumentLink = "06A";
    public const string PartnerFundRequest = "0Pf";
    public const string Job = "750";
    public const string OutboundMessage = "04k";
    public const string Notification = "04l";

    public static string Of(Kind kind) =>
        kind switch
        {
            Kind.Company => Account,
            Kind.Contact => Contact,
            Kind.Deal => Opportunity,
            Kind.Note => Task,
            Kind.Owner => User,
            _ => ContactRole,
        };

    /// <summary>The 18-character id of a record of the store.</summary>
    public static string IdOf(long id) => SalesforceId.Of(Of(RecordIds.KindOf(id)), id);

    /// <summary>The store's id behind a normal id; null when it names nothing the store could hold under that prefix.</summary>
    public static long? Stored(string id) =>
        SalesforceId.Number(id) is { } number && Of(RecordIds.KindOf(number)) == SalesforceId.Prefix(id) ? number : null;
}
