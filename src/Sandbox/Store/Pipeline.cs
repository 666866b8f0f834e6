namespace Entente.Sandbox.Store;

/// <summary>A step of a deal. HubSpot names it by <see cref="Id"/>, Salesforce by <see cref="SalesforceName"/>.</summary>
/// <param name="Probability">0 to 1.</param>
internal sealed record Stage(string Id, string Label, string SalesforceName, decimal Probability, bool Closed)
{
    public bool Won => Closed && Probability == 1m;
}

internal sealed record Pipeline(string Id, string Label, int Order, IReadOnlyList<Stage> Stages, long CreatedMs, long ModifiedMs)
{
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
    public string Name => $"{FirstName} {LastName}".Trim();
}
