using Entente.Demo.Plan;

namespace Entente.Demo.Sales;

/// <summary>Reps in HubSpot.</summary>
internal sealed class HubSpotDesk(HttpClient http, SandboxDoor door) : SalesDesk(http)
{
    private const int Batch = 100;
    private const string Objects = "/crm/v3/objects";

    // HubSpot's own association types.
    private const int DealToCompany = 5;
    private const int ContactToCompany = 1;
    private const int NoteToDeal = 214;

    private readonly Dictionary<string, string> owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> companies = new(StringComparer.Ordinal);

    public override async Task Open(CancellationToken ct)
    {
        var answer = await Call(HttpMethod.Get, "/crm/v3/owners?limit=100", null, ct);
        foreach (var owner in answer.GetProperty("results").EnumerateArray())
            owners[owner.GetProperty("email").GetString()!] = owner.GetProperty("id").GetString()!;
    }

    public override async Task Load(IReadOnlyList<AccountPlan> accounts, CancellationToken ct)
    {
        foreach (var chunk in accounts.Chunk(Batch))
        {
            var made = await Call(HttpMethod.Post, Objects + "/companies/batch/create", new { inputs = chunk.Select(Company) }, ct);
            foreach (var company in made.GetProperty("results").EnumerateArray())
                companies[company.GetProperty("properties").GetProperty("domain").GetString()!] = company.GetProperty("id").GetString()!;
            await Call(HttpMethod.Post, Objects + "/contacts/batch/create", new { inputs = chunk.Select(Contact) }, ct);
        }
    }

    public override async Task<string> OpenDeal(DirectDealOpened deal, CancellationToken ct)
    {
        var properties = new Dictionary<string, string>
        {
            ["dealname"] = deal.Name,
            ["amount"] = Text(deal.Amount),
            ["dealstage"] = Stage(DealStage.Appointment),
            ["pipeline"] = "default",
            ["closedate"] = Text(deal.CloseDate),
            ["hubspot_owner_id"] = owners[deal.Owner],
        };
        var company = companies[deal.Company.Domain];
        var made = await Call(HttpMethod.Post, Objects + "/deals", new { properties, associations = To(company, DealToCompany) }, ct);
        return made.GetProperty("id").GetString()!;
    }

    public override async Task<string?> FindDeal(string registrationNumber, CancellationToken ct)
    {
        var query = new
        {
            filterGroups = new[]
            {
                new
                {
                    filters = new[]
                    {
                        new
                        {
                            propertyName = "entente_registration_number",
                            @operator = "EQ",
                            value = registrationNumber,
                        },
                    },
                },
            },
            limit = 1,
        };
        var found = await Call(HttpMethod.Post, Objects + "/deals/search", query, ct);
        return found.GetProperty("results") is var results && results.GetArrayLength() == 1
            ? results[0].GetProperty("id").GetString()
            : null;
    }

    public override Task Move(string deal, DealStage stage, string owner, string? nextStep, CancellationToken ct)
    {
        var properties = new Dictionary<string, string> { ["dealstage"] = Stage(stage), ["hubspot_owner_id"] = owners[owner] };
        if (nextStep is not null)
            properties["hs_next_step"] = nextStep;
        return Update(deal, properties, ct);
    }

    public override Task Close(string deal, DealStage stage, int? amount, DateOnly day, string? why, CancellationToken ct)
    {
        var properties = new Dictionary<string, string>
        {
            ["dealstage"] = Stage(stage),
            ["closedate"] = Text(day),
            ["hs_next_step"] = "",
        };
        if (amount is { } sum)
            properties["amount"] = Text(sum);
        if (why is not null)
            properties["closed_lost_reason"] = why;
        return Update(deal, properties, ct);
    }

    public override Task Note(string deal, string owner, string text, DateTimeOffset at, CancellationToken ct)
    {
        var properties = new Dictionary<string, string>
        {
            ["hs_note_body"] = text,
            ["hs_timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["hubspot_owner_id"] = owners[owner],
        };
        return Call(HttpMethod.Post, Objects + "/notes", new { properties, associations = To(deal, NoteToDeal) }, ct);
    }

    private static object Company(AccountPlan account) =>
        new
        {
            properties = new Dictionary<string, string>
            {
                ["name"] = account.Company.LegalName,
                ["domain"] = account.Company.Domain,
                ["city"] = account.Company.City,
                ["country"] = account.Company.Country,
                ["industry"] = account.Company.Industry,
                ["lifecyclestage"] = account.IsCustomer ? "customer" : "lead",
            },
        };

    private object Contact(AccountPlan account)
    {
        var (first, last) = Names(account.Company.Contact);
        var properties = new Dictionary<string, string>
        {
            ["firstname"] = first,
            ["lastname"] = last,
            ["email"] = account.Company.ContactEmail,
            ["jobtitle"] = account.Company.ContactRole,
        };
        return new { properties, associations = To(companies[account.Company.Domain], ContactToCompany) };
    }

    private static object[] To(string id, int type) =>
        [new { to = new { id }, types = new[] { new { associationCategory = "HUBSPOT_DEFINED", associationTypeId = type } } }];

    private Task<System.Text.Json.JsonElement> Update(string deal, Dictionary<string, string> properties, CancellationToken ct) =>
        Call(HttpMethod.Patch, $"{Objects}/deals/{deal}", new { properties }, ct);

    private Task<System.Text.Json.JsonElement> Call(HttpMethod method, string path, object? body, CancellationToken ct) =>
        Send(method, door.HubSpotUrl + path, body, door.HubSpotToken, ct);

    private static string Stage(DealStage stage) =>
        stage switch
        {
            DealStage.Appointment => "appointmentscheduled",
            DealStage.Qualified => "qualifiedtobuy",
            DealStage.Presentation => "presentationscheduled",
            DealStage.Decision => "decisionmakerboughtin",
            DealStage.Contract => "contractsent",
            DealStage.Won => "closedwon",
            DealStage.Lost => "closedlost",
            _ => throw new ArgumentOutOfRangeException(nameof(stage)),
        };
}
