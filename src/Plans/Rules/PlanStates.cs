namespace Entente.Plans.Rules;

/// <summary>Who has to do something.</summary>
public enum PlanSide
{
    Vendor,
    Partner,
}

/// <summary>What a plan is for; each has a template.</summary>
public enum PlanMotion
{
    Sourced,
    CoSell,
    Renewal,
    Onboarding,
}

/// <summary>Where a plan is. A draft is the vendor's alone.</summary>
public enum PlanState
{
    Draft,
    Shared,
    Agreed,
    Done,
    Dropped,
}

public enum ItemState
{
    /// <summary>The partner asks for it; the vendor has not answered.</summary>
    Proposed,
    Open,
    Done,
    Dropped,

    /// <summary>Proposed, and not taken.</summary>
    Refused,
}

public enum RiskSeverity
{
    Low,
    Medium,
    High,
}

/// <summary>How a plan runs.</summary>
public enum PlanHealth
{
    OnTrack,
    AtRisk,
    Late,
}

/// <summary>What somebody was last told of an item.</summary>
public enum ItemNews
{
    Nothing,
    Soon,
    Overdue,
}

/// <summary>How these are called.</summary>
public static class PlanWords
{
    public static string Words(this PlanMotion motion) =>
        motion switch
        {
            PlanMotion.Sourced => "Sourced deal",
            PlanMotion.CoSell => "Co-sell",
            PlanMotion.Renewal => "Renewal",
            _ => "Onboarding",
        };

    public static string Words(this PlanState state) => state.ToString();

    public static string Words(this ItemState state) =>
        state switch
        {
            ItemState.Refused => "Not taken",
            _ => state.ToString(),
        };

    public static string Words(this PlanHealth health) =>
        health switch
        {
            PlanHealth.OnTrack => "On track",
            PlanHealth.AtRisk => "At risk",
            _ => "Late",
        };

    /// <summary>Whether anything of it may still change.</summary>
    public static bool IsLive(this PlanState state) => state is PlanState.Draft or PlanState.Shared or PlanState.Agreed;
}
