namespace Entente.Crm.Rules;

/// <summary>What a reconcile finds about one record of the CRM.</summary>
internal enum DriftKind
{
    None,

    /// <summary>The CRM has it and the mirror has not, or holds it as deleted.</summary>
    Missing,

    /// <summary>Both have it, with different stamps.</summary>
    Stale,
}

/// <summary>Compares what the CRM lists with what the mirror holds. Pure.</summary>
internal static class Drift
{
    /// <summary>Beyond this share of what is held, nothing is declared gone: more likely the CRM did not show us everything.</summary>
    public const double MostGone = 0.1;

    /// <summary>So few may always go, whatever their share.</summary>
    public const int FewGone = 20;

    /// <param name="began">When the walk began, on the CRM's clock: what changed after it is on its way by the cursor, and no drift.</param>
    public static DriftKind Of((DateTimeOffset ModifiedAt, bool Deleted)? held, DateTimeOffset listed, DateTimeOffset began)
    {
        if (listed >= began)
            return DriftKind.None;
        if (held is not { Deleted: false } living)
            return DriftKind.Missing;
        return living.ModifiedAt == listed ? DriftKind.None : DriftKind.Stale;
    }

    /// <summary>Whether so many may be believed to be gone.</summary>
    public static bool Believable(long gone, long held) => gone <= FewGone || gone <= held * MostGone;
}
