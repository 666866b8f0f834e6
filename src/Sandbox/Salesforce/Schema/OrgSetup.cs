using System.Globalization;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>What the administrators of an org decide: currencies, record types, required fields, rules, paid features.</summary>
internal sealed class OrgSetup(CrmStore store, SetupRows rows)
{
    public const string MultiCurrencyKey = "salesforce.multiCurrency";
    public const string PartnerFundsKey = "salesforce.partnerFunds";
    public const string LateMsKey = "salesforce.lateMs";
    public const string NoUiEmbeddingKey = "salesforce.noUiEmbedding";

    /// <summary>Rows of this type name a field (Object, Field) that must not be empty.</summary>
    public const string RequiredField = "RequiredField";

    /// <summary>Rows of this type (Object, Condition in SOQL, Message, Field) refuse a record for which the condition holds.</summary>
    public const string ValidationRule = "ValidationRule";

    /// <summary>Rows of this type (Object, Fields, AllowSave) refuse a record that has those values in common with another.</summary>
    public const string DuplicateRule = "DuplicateRule";

    public bool MultiCurrency => store.Setting(MultiCurrencyKey) == "true";

    public bool PartnerFunds => store.Setting(PartnerFundsKey) == "true";

    /// <summary>Whether record pages have the element for apps of others: orgs of some editions have Canvas only.</summary>
    public bool UiEmbedding => store.Setting(NoUiEmbeddingKey) != "true";

    /// <summary>How long a committed change stays invisible to queries, in milliseconds; its stamp says when it was made.</summary>
    public long LateMs => store.Setting(LateMsKey) is { } ms ? long.Parse(ms, CultureInfo.InvariantCulture) : 0;

    public IReadOnlyList<SetupRow> Of(string type, string objectName) => [.. rows.By(type, "Object", objectName)];

    public IReadOnlyList<SetupRow> RecordTypes(string objectName) => [.. rows.By("RecordType", "SobjectType", objectName)];

    public IReadOnlyList<SetupRow> Currencies => rows.All("CurrencyType");

    /// <summary>The currency amounts are summed in; every rate is told per one unit of it.</summary>
    public string Corporate => Currencies.FirstOrDefault(row => row.Flag("IsCorporate"))?.Text("IsoCode") ?? "USD";

    public SetupRow? Currency(string iso) => rows.By("CurrencyType", "IsoCode", iso).FirstOrDefault();

    public decimal Rate(string iso) =>
        Currency(iso)?.Text("ConversionRate") is { } rate ? decimal.Parse(rate, CultureInfo.InvariantCulture) : 1m;

    /// <summary>An amount of one currency in another.</summary>
    public decimal Convert(decimal amount, string from, string to) => from == to ? amount : amount / Rate(from) * Rate(to);

    /// <summary>The currency fields of a multi-currency org; none in another.</summary>
    public ObjectField CurrencyField(Func<object, string?> read) =>
        new("CurrencyIsoCode", "Currency ISO Code", FieldKind.Picklist, row => read(row) ?? Corporate)
        {
            Length = 3,
            Nillable = false,
            DefaultedOnCreate = true,
            RestrictedPicklist = true,
            Values =
            [
                .. Currencies
                    .Where(row => row.Flag("IsActive"))
                    .Select(row => new PicklistValue(row.Text("IsoCode")!, row.Text("IsoCode")!)),
            ],
        };
}
