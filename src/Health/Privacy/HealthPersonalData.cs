using Entente.Platform.Privacy;

namespace Entente.Health.Privacy;

/// <summary>What health holds of people: nothing but words that are made from numbers.</summary>
internal sealed class HealthPersonalData : IPersonalData
{
    public string Room => "Health";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [new("health_card", "Health of partners") { Nothing = [("sentences that are made from numbers, and what each costs", "json")] }];
}

/// <summary>Scores of long ago are forgotten after a time.</summary>
internal sealed class HealthRetention : IRetention
{
    public IReadOnlyList<RetentionKind> Kinds { get; } =
    [
        new("health.days", "Old scores of health", "Scores of days that lie back so long are deleted. Today’s stay.", 400, On: false)
        {
            Table = "health_day",
            Due = "t.workspace_id = $1 and t.day < $2::date",
            Sample = "to_char(t.day, 'YYYY-MM-DD')",
        },
    ];
}
