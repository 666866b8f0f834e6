namespace Entente.Sandbox.Store;

/// <summary>A step of a deal. HubSpot names it by <see cref="Id"/>, Salesforce by <see cref="SalesforceName"/>.</summary>
/// <param name="Probability">0 to 1.</param>
internal sealed record Stage(string Id, string Label, string SalesforceName, decimal Probability, bool Closed)
{
    /// <summary>Of a ticket's stage `OPEN` or `CLOSED`, of a lead's `NEW`, `IN_PROGRESS`, …; null for deals.</summary>
    public string? State { get; init; }

    /// <summary>Zero stands for the pipeline's own times.</summary>
    public long CreatedMs { get; init; }
    public long ModifiedMs { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool Won => Closed && Probability == 1m;
}

internal sealed record Pipeline(string Id, string Label, int Order, IReadOnlyList<Stage> Stages, long CreatedMs, long ModifiedMs)
{
    /// <summary>Whose stages these are.</summary>
    public Kind Kind { get; init; } = Kind.Deal;
    public bool Archived { get; init; }

    /// <summary>The deal pipeline every new HubSpot account has, with the stage a Salesforce org would call the same thing.</summary>
    public static Pipeline Default(long nowMs) =>
        new(
            "default",
            "Sales Pipeline",
            0,
            [
                new("appointmentscheduled", "Appointment Scheduled", "Qualification", 0.2m, false),
                new("qualifiedtobuy", "Qualified To Buy", "Needs Analysis", 0.4m, false),
                new("presentationscheduled", "Presentation Scheduled", "Value Proposition", 0.6m, false),
                new("decisionmakerboughtin", "Decision Maker Bought-In", "Id. Decision Makers", 0.8m, false),
                new("contractsent", "Contract Sent", "Negotiation/Review", 0.9m, false),
                new("closedwon", "Closed Won", "Closed Won", 1m, true),
                new("closedlost", "Closed Lost", "Closed Lost", 0m, true),
            ],
            nowMs,
            nowMs
        );
}

/// <summary>A person of the vendor: HubSpot owner (and user <see cref="UserId"/>), Salesforce User.</summary>
internal sealed record Owner(
    long Id,
    string Email,
    string FirstName,
    string LastName,
    long UserId,
    bool Archived,
    long CreatedMs,
    long ModifiedMs
)
{
    public IReadOnlyList<Team> Teams { get; init; } = [];

    public string Name => $"{FirstName} {LastName}".Trim();
}

internal sealed record Team(string Id, string Name, bool Primary);

/// <summary>The pipelines a new account has for tickets and leads, with HubSpot's own ids.</summary>
internal static class OtherPipelines
{
    public static IEnumerable<Pipeline> Of(long nowMs) =>
        [
            new(
                "0",
                "Support Pipeline",
                0,
                [
                    Stage("1", "New", "OPEN"),
                    Stage("2", "Waiting on contact", "OPEN"),
                    Stage("3", "Waiting on us", "OPEN"),
                    Stage("4", "Closed", "CLOSED"),
                ],
                nowMs,
                nowMs
            )
            {
                Kind = Kind.Ticket,
            },
            new(
                "lead-pipeline-id",
                "Lead Pipeline",
                0,
                [
                    Stage("new-stage-id", "New", "NEW"),
                    Stage("attempting-stage-id", "Attempting", "IN_PROGRESS"),
                    Stage("connected-stage-id", "Connected", "IN_PROGRESS"),
                    Stage("qualified-stage-id", "Qualified", "QUALIFIED"),
                    Stage("unqualified-stage-id", "Unqualified", "UNQUALIFIED"),
                ],
                nowMs,
                nowMs
            )
            {
                Kind = Kind.Lead,
            },
        ];

    private static Stage Stage(string id, string label, string state) => new(id, label, label, 0m, state is "CLOSED") { State = state };
}
