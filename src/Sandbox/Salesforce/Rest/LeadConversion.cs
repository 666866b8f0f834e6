using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <param name="LeadId">The lead.</param>
/// <param name="ConvertedStatus">What its status becomes; must be the one that means converted.</param>
/// <param name="AccountId">An account to join; a new one without.</param>
/// <param name="ContactId">A contact to join; a new one without.</param>
internal sealed record ConversionOrder(
    string LeadId,
    string ConvertedStatus,
    string? AccountId = null,
    string? ContactId = null,
    string? OpportunityName = null,
    bool DoNotCreateOpportunity = false,
    string? OwnerId = null
);

internal sealed record Conversion(string LeadId, string AccountId, string ContactId, string? OpportunityId);

/// <summary>Makes an account, a contact and an opportunity of a lead, which can then only be read.</summary>
internal sealed class LeadConversion(RecordWriter writer, Catalog catalog)
{
    private const string ConvertedStatus = "Closed - Converted";

    public Conversion Run(Tx tx, ConversionOrder order)
    {
        var lead =
            SalesforceId.Normalise(order.LeadId) is { } id && catalog.Setup.Find(tx, "Lead", id) is { DeletedMs: 0 } found
                ? found
                : throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "leadId");
        if (lead.Flag("IsConverted"))
            throw new ApiException(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", "leadId");
        if (order.ConvertedStatus != ConvertedStatus)
            throw new ApiException(400, "INVALID_STATUS", $"invalid convertedStatus: {order.ConvertedStatus}", "convertedStatus");
        if (order.ContactId is not null && order.AccountId is null)
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "accountId is required when contactId is given", "accountId");

        var account = order.AccountId is { } known ? Known(tx, known) : Account(tx, lead, order);
        var contact = order.ContactId is { } joined ? Known(tx, joined) : Contact(tx, lead, account, order);
        var opportunity = order.DoNotCreateOpportunity ? null : Opportunity(tx, lead, account, contact, order);
        var now = tx.Now;
        MoveActivities(tx, lead.Id, contact);
        SetupRows.Put(
            tx,
            catalog
                .Setup.Find(tx, "Lead", lead.Id)!
                .With(
                    ("Status", ConvertedStatus),
                    ("IsConverted", "true"),
                    ("ConvertedDate", Canonical.Instant(now)[..10]),
                    ("ConvertedAccountId", account),
                    ("ConvertedContactId", contact),
                    ("ConvertedOpportunityId", opportunity),
                    (SetupRow.ModifiedKey, SetupRow.Text(now.ToUnixTimeMilliseconds()))
                )
        );
        writer.Tell(tx, catalog.Setup.Find(tx, "Lead", lead.Id)!);
        return new(lead.Id, account, contact, opportunity);
    }

    private static string Known(Tx tx, string id) =>
        SalesforceId.Normalise(id) is { } normal && Prefixes.Stored(normal) is { } number && tx.Find(number) is { Archived: false }
            ? normal
            : throw new ApiException(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");

    private string Account(Tx tx, SetupRow lead, ConversionOrder order)
    {
        var body = Copied(
            lead,
            order,
            ("Company", "Name"),
            ("Phone", "Phone"),
            ("Website", "Website"),
            ("Street", "BillingStreet"),
            ("City", "BillingCity"),
            ("State", "BillingState"),
            ("PostalCode", "BillingPostalCode"),
            ("Country", "BillingCountry"),
            ("Industry", "Industry"),
            ("NumberOfEmployees", "NumberOfEmployees"),
            ("AnnualRevenue", "AnnualRevenue")
        );
        return writer.Create(tx, catalog.Of(Kind.Company), body);
    }

    private string Contact(Tx tx, SetupRow lead, string account, ConversionOrder order)
    {
        var body = Copied(
            lead,
            order,
            ("FirstName", "FirstName"),
            ("LastName", "LastName"),
            ("Email", "Email"),
            ("Phone", "Phone"),
            ("MobilePhone", "MobilePhone"),
            ("Title", "Title"),
            ("LeadSource", "LeadSource"),
            ("Description", "Description")
        );
        body["AccountId"] = account;
        return writer.Create(tx, catalog.Of(Kind.Contact), body);
    }

    /// <summary>Of the first open stage, to be closed by the end of the quarter.</summary>
    private string Opportunity(Tx tx, SetupRow lead, string account, string contact, ConversionOrder order)
    {
        var today = tx.Now.UtcDateTime;
        var quarterEnd = new DateTime(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(3).AddDays(-1);
        var body = Copied(lead, order, ("LeadSource", "LeadSource"));
        body["Name"] = order.OpportunityName ?? lead.Text("Company");
        body["StageName"] = catalog.Of(Kind.Deal).Field("StageName")!.Values[0].Value;
        body["CloseDate"] = Canonical.Instant(new DateTimeOffset(quarterEnd))[..10];
        body["AccountId"] = account;
        var id = writer.Create(tx, catalog.Of(Kind.Deal), body);
        var role = new JsonObject
        {
            ["OpportunityId"] = id,
            ["ContactId"] = contact,
            ["IsPrimary"] = true,
        };
        writer.Create(tx, catalog.Shape("OpportunityContactRole")!, role);
        return id;
    }

    private void MoveActivities(Tx tx, string lead, string contact)
    {
        var now = SetupRow.Text(tx.Now.ToUnixTimeMilliseconds());
        foreach (var row in catalog.Setup.By(tx, "Event", "WhoId", lead).ToList())
            SetupRows.Put(tx, row.With(("WhoId", contact), (SetupRow.ModifiedKey, now)));
        foreach (var task in catalog.All(catalog.Of(Kind.Note), withDeleted: false).Cast<Record>())
        {
            if (catalog.Aside.Get(task.Id, "WhoId") != lead)
                continue;
            catalog.Aside.Set(tx, task.Id, [("WhoId", null)]);
            tx.Link(task.Id, Prefixes.Stored(contact)!.Value);
        }
    }

    private static JsonObject Copied(SetupRow lead, ConversionOrder order, params ReadOnlySpan<(string From, string To)> names)
    {
        var body = new JsonObject();
        foreach (var (from, to) in names)
        {
            if (lead.Text(from) is { } value)
                body[to] = value;
        }

        // A queue cannot own what a lead becomes: then it is the caller's.
        if ((order.OwnerId ?? lead.Text("OwnerId")) is { } owner && SalesforceId.Prefix(owner) == Prefixes.User)
            body["OwnerId"] = owner;
        return body;
    }
}
