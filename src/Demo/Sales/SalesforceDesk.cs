using System.Text.Json;
using Entente.Demo.Plan;

namespace Entente.Demo.Sales;

/// <summary>Reps in Salesforce.</summary>
internal sealed class SalesforceDesk(HttpClient http, SandboxDoor door) : SalesDesk(http)
{
    private const int Batch = 200;
    private const string Root = "/services/data/v66.0";

    private readonly Dictionary<string, string> users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> accountIds = new(StringComparer.Ordinal);
    private string token = "";

    public override async Task Open(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, door.SalesforceUrl + "/services/oauth2/token")
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = door.ClientId,
                    ["client_secret"] = door.ClientSecret,
                }
            ),
        };
        token = (await Answer(request, ct)).GetProperty("access_token").GetString()!;
        foreach (var user in await Query("SELECT Id, Email FROM User", ct))
            users[user.GetProperty("Email").GetString()!] = user.GetProperty("Id").GetString()!;
    }

    public override async Task Load(IReadOnlyList<AccountPlan> accounts, CancellationToken ct)
    {
        foreach (var chunk in accounts.Chunk(Batch))
        {
            var made = await Create(chunk.Select(Account), ct);
            foreach (var (account, id) in chunk.Zip(made))
                accountIds[account.Company.Domain] = id;
            await Create(chunk.Select(Contact), ct);
        }
    }

    public override async Task<string> OpenDeal(DirectDealOpened deal, CancellationToken ct) => (
            await Call(
                HttpMethod.Post,
                "/sobjects/Opportunity",
                new Dictionary<string, object?>
                {
                    ["Name"] = deal.Name,
                    ["Amount"] = deal.Amount,
                    ["StageName"] = Stage(DealStage.Appointment),
                    ["CloseDate"] = Text(deal.CloseDate),
                    ["AccountId"] = accountIds[deal.Company.Domain],
                    ["OwnerId"] = users[deal.Owner],
                },
                ct
            )
        ).GetProperty("id").GetString()!;

    public override async Task<string?> FindDeal(string registrationNumber, CancellationToken ct)
    {
        var found = await Query($"SELECT Id FROM Opportunity WHERE Entente_Registration_Number__c = '{registrationNumber}'", ct);
        return found.Count == 1 ? found[0].GetProperty("Id").GetString() : null;
    }

    public override Task Move(string deal, DealStage stage, string owner, string? nextStep, CancellationToken ct)
    {
        var fields = new Dictionary<string, object?> { ["StageName"] = Stage(stage), ["OwnerId"] = users[owner] };
        if (nextStep is not null)
            fields["NextStep"] = nextStep;
        return Update(deal, fields, ct);
    }

    public override Task Close(string deal, DealStage stage, int? amount, DateOnly day, string? why, CancellationToken ct)
    {
        var fields = new Dictionary<string, object?>
        {
            ["StageName"] = Stage(stage),
            ["CloseDate"] = Text(day),
            ["NextStep"] = why,
        };
        if (amount is { } sum)
            fields["Amount"] = sum;
        return Update(deal, fields, ct);
    }

    public override Task Note(string deal, string owner, string text, DateTimeOffset at, CancellationToken ct) =>
        Call(
            HttpMethod.Post,
            "/sobjects/Task",
            new Dictionary<string, object?>
            {
                ["Subject"] = "Note",
                ["Description"] = text,
                ["WhatId"] = deal,
                ["OwnerId"] = users[owner],
                ["Status"] = "Completed",
                ["ActivityDate"] = Text(DateOnly.FromDateTime(at.UtcDateTime)),
            },
            ct
        );

    private static Dictionary<string, object?> Account(AccountPlan account) =>
        new()
        {
            ["attributes"] = new { type = "Account" },
            ["Name"] = account.Company.LegalName,
            ["Website"] = account.Company.Domain,
            ["BillingCity"] = account.Company.City,
            ["BillingCountry"] = account.Company.Country,
            ["Industry"] = account.Company.Industry,
            ["Type"] = account.IsCustomer ? "Customer" : "Prospect",
        };

    private Dictionary<string, object?> Contact(AccountPlan account)
    {
        var (first, last) = Names(account.Company.Contact);
        return new()
        {
            ["attributes"] = new { type = "Contact" },
            ["FirstName"] = first,
            ["LastName"] = last,
            ["Email"] = account.Company.ContactEmail,
            ["Title"] = account.Company.ContactRole,
            ["AccountId"] = accountIds[account.Company.Domain],
        };
    }

    private async Task<List<string>> Create(IEnumerable<Dictionary<string, object?>> records, CancellationToken ct)
    {
        var made = await Call(HttpMethod.Post, "/composite/sobjects", new { allOrNone = true, records }, ct);
        return
        [
            .. made.EnumerateArray()
                .Select(r => r.GetProperty("id").GetString() ?? throw new StoryException($"The sandbox refused a record: {r}")),
        ];
    }

    private async Task<List<JsonElement>> Query(string soql, CancellationToken ct) =>
        [.. (await Call(HttpMethod.Get, "/query?q=" + Uri.EscapeDataString(soql), null, ct)).GetProperty("records").EnumerateArray()];

    private Task Update(string deal, Dictionary<string, object?> fields, CancellationToken ct) =>
        Call(HttpMethod.Patch, "/sobjects/Opportunity/" + deal, fields, ct);

    private Task<JsonElement> Call(HttpMethod method, string path, object? body, CancellationToken ct) =>
        Send(method, door.SalesforceUrl + Root + path, body, token, ct);

    // What a Salesforce org calls the same steps.
    private static string Stage(DealStage stage) =>
        stage switch
        {
            DealStage.Appointment => "Qualification",
            DealStage.Qualified => "Needs Analysis",
            DealStage.Presentation => "Value Proposition",
            DealStage.Decision => "Id. Decision Makers",
            DealStage.Contract => "Negotiation/Review",
            DealStage.Won => "Closed Won",
            DealStage.Lost => "Closed Lost",
            _ => throw new ArgumentOutOfRangeException(nameof(stage)),
        };
}
