using System.Globalization;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Tests.Crm;

/// <summary>How the contract's tests make, read and walk.</summary>
public abstract partial class ConnectorContract
{
    private static int numbers;

    /// <summary>A connector on an account that has our fields, which knows that account's facts.</summary>
    private protected async Task<ICrmConnector> Ready()
    {
        var facts = (await Connect(ConnectorFacts.Unknown).Check(Ct)).Value;
        var connector = Connect(
            ConnectorFacts.Unknown with
            {
                AccountId = facts.AccountId,
                Zone = TimeZoneInfo.FindSystemTimeZoneById(facts.TimeZone),
                Currency = facts.Currency,
                MultiCurrency = facts.MultiCurrency,
                Url = facts.Url,
            }
        );
        (await connector.EnsureFields(Ct)).Error.ShouldBeNull();
        return connector;
    }

    private protected sealed record Written(string Tag, string Account, string Contact, string Deal);

    private protected static async Task<Written> Claim(ICrmConnector connector, string? given = null)
    {
        var tag = given ?? Tag();
        var account = await connector.Upsert(Account("a" + tag, "Vantor Logistics", (CrmFields.Domain, "vantor.example")), Ct);
        account.Error.ShouldBeNull();
        var person = new Dictionary<string, string?>
        {
            [CrmFields.FirstName] = "Ada",
            [CrmFields.LastName] = "O'Neil",
            [CrmFields.Email] = $"ada.{tag}@vantor.example",
        };
        var contact = await connector.Upsert(
            new(CrmObject.Contact, "c" + tag, null, person, [new(CrmObject.Account, account.Value.Id)]),
            Ct
        );
        contact.Error.ShouldBeNull();
        var deal = await connector.Upsert(
            Deal(connector, tag) with
            {
                Links = [new(CrmObject.Account, account.Value.Id), new(CrmObject.Contact, contact.Value.Id, "Decision Maker", true)],
            },
            Ct
        );
        deal.Error.ShouldBeNull();
        var text = new Dictionary<string, string?>
        {
            [CrmFields.Subject] = "Registered by Northwind",
            [CrmFields.Body] = "Line one\nLine <two>",
            [CrmFields.At] = "2026-11-20T10:00:00.000Z",
        };
        var note = await connector.Upsert(
            new(CrmObject.Note, "n" + tag, null, text, [new(CrmObject.Deal, deal.Value.Id), new(CrmObject.Account, account.Value.Id)]),
            Ct
        );
        note.Error.ShouldBeNull();
        return new Written(tag, account.Value.Id, contact.Value.Id, deal.Value.Id);
    }

    private static CrmUpsert Deal(ICrmConnector connector, string tag, params (string Key, string? Value)[] more)
    {
        var fields = new Dictionary<string, string?>
        {
            [CrmFields.Name] = "Vantor – 40 seats",
            [CrmFields.Amount] = "12000.50",
            [CrmFields.Stage] = connector.Kind == CrmKind.HubSpot ? "qualifiedtobuy" : "Qualification",
            [CrmFields.CloseDate] = "2027-03-31",
            [CrmFields.NextStep] = "Demo",
            [EntenteFields.Partner] = "Northwind",
            [EntenteFields.ProtectedUntil] = "2027-01-31",
        };
        foreach (var (key, value) in more)
            fields[key] = value;
        return new CrmUpsert(CrmObject.Deal, "d" + tag, null, fields, []);
    }

    private static CrmUpsert Account(string tag, string name, params (string Key, string? Value)[] more)
    {
        var fields = new Dictionary<string, string?> { [CrmFields.Name] = name };
        foreach (var (key, value) in more)
            fields[key] = value;
        return new CrmUpsert(CrmObject.Account, tag, null, fields, []);
    }

    private protected static async Task<CrmRecord> One(ICrmConnector connector, CrmObject kind, string id)
    {
        var fetched = await connector.ReadByIds(kind, [id], CrmLane.Push, Ct);
        fetched.Error.ShouldBeNull();
        return fetched.Value.Records.Single();
    }

    private static async Task<(List<CrmRecord> Records, string Cursor)> Walk(ICrmConnector connector, CrmObject kind, string? cursor)
    {
        var records = new List<CrmRecord>();
        while (true)
        {
            var page = await connector.Changes(kind, cursor, DateTimeOffset.UnixEpoch.AddYears(50), null, Ct);
            page.Error.ShouldBeNull();
            records.AddRange(page.Value.Records);
            cursor = page.Value.Cursor;
            if (!page.Value.More)
                return (records, cursor);
        }
    }

    private protected abstract string Unknown(string id);

    private static string Tag() =>
        Interlocked.Increment(ref numbers).ToString("x", CultureInfo.InvariantCulture)
        + "-"
        + Environment.ProcessId.ToString("x", CultureInfo.InvariantCulture);

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("Connection refused");
    }
}
