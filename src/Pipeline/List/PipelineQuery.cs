using Entente.Platform.Values;

namespace Entente.Pipeline.List;

/// <summary>Whose deals.</summary>
public enum PipelineScope
{
    /// <summary>Those that a partner has a part in.</summary>
    Partners,

    /// <summary>Those that none has.</summary>
    Direct,
    All,
}

/// <summary>What the pipeline was asked for; it stands in the address.</summary>
/// <param name="Text">Part of a deal's name.</param>
/// <param name="Motion"><c>reseller</c>, <c>referral</c> …; of the first-linked partner.</param>
/// <param name="Stage">A stage's words.</param>
/// <param name="Owner">The rep's id in the CRM.</param>
/// <param name="Sort"><c>amount</c>, <c>close</c>, <c>name</c>, <c>partner</c>, <c>changed</c>; with a minus the other way round; null: by motion.</param>
/// <param name="Page">From 1.</param>
/// <param name="Board">By motion and stage instead of a table.</param>
public sealed record PipelineQuery(
    PipelineScope Scope = PipelineScope.Partners,
    OpportunityState State = OpportunityState.Open,
    string? Text = null,
    string? Motion = null,
    string? Stage = null,
    PartnerId? Partner = null,
    string? Owner = null,
    string? Sort = null,
    int Page = 1,
    bool Board = false
)
{
    /// <summary>The motion of deals whose motion is not known.</summary>
    public const string NoMotion = "none";
}
