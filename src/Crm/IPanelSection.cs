using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Entente.Crm;

/// <summary>
/// What a higher room shows in the panel that stands inside the CRM, and what its forms there do. Called one after the other, as the
/// staff member whom the CRM vouched for: the same rights as on a page. It loads here and hands over what renders without loading.
/// </summary>
public interface IPanelSection
{
    /// <summary>What its forms say whose they are (<c>PanelForm Section</c>): <c>registrations</c>.</summary>
    string Name { get; }

    /// <summary>Partners this room knows to have to do with the record, the most concerned first.</summary>
    ValueTask<IReadOnlyList<PartnerId>> Partners(PanelRecord record, CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<PartnerId>>([]);

    /// <summary>Null when this room has nothing to show to whoever acts.</summary>
    ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct);

    /// <summary>Does what a form of this room asks. What is done must concern the record of the panel: check it.</summary>
    ValueTask<PanelDone> Do(PanelRecord record, IFormCollection form, CancellationToken ct) =>
        ValueTask.FromResult(
            new PanelDone(
                Refused: Problem.NotFound("panel.no_act", "The panel does not know what this button does. Refresh it and try again.")
            )
        );
}

/// <summary>The record of the CRM that the panel stands beside.</summary>
/// <param name="Kind">A deal or an account.</param>
/// <param name="Account">For an account: it; for a deal null, as its owner (the pipeline) knows it.</param>
/// <param name="Root">Where Entente's own pages of this workspace begin: <c>https://…/w/corvane</c>.</param>
public sealed record PanelRecord(
    CrmConnectionId Connection,
    CrmKind Crm,
    CrmObject Kind,
    string CrmId,
    string Name,
    AccountId? Account,
    string Root
);

/// <summary>One look at the panel.</summary>
/// <param name="Partners">Whom all rooms together named, the most concerned first.</param>
/// <param name="Refused">A form that was just refused, to be shown again filled in; null otherwise.</param>
/// <param name="LinesOnly">Only <see cref="PanelPart.Lines"/> are wanted, for the CRM's own card: what takes long is left out.</param>
public sealed record PanelVisit(
    PanelRecord Record,
    IReadOnlyList<PartnerId> Partners,
    PanelRefusedForm? Refused,
    DateTimeOffset Now,
    bool LinesOnly = false
);

public sealed record PanelRefusedForm(string Section, IFormCollection Form, Problem Problem);

/// <summary>
/// How an act ended: said in a line, or refused. A refusal that names fields is shown by the form itself, any other on top of the panel.
/// </summary>
public sealed record PanelDone(string? Said = null, Problem? Refused = null);

/// <summary>What one room gives to the panel.</summary>
public sealed record PanelPart
{
    /// <summary>The head of the panel: whose deal this is. One room gives it.</summary>
    public RenderFragment? Head { get; init; }

    public IReadOnlyList<PanelSection> Sections { get; init; } = [];

    /// <summary>Rows of the panel's list of facts.</summary>
    public IReadOnlyList<PanelFact> Facts { get; init; } = [];

    /// <summary>The same in plain words, for the CRM's own card.</summary>
    public IReadOnlyList<PanelLine> Lines { get; init; } = [];
}

/// <param name="Order">Smaller stands higher: what waits 100, protection 200, (the facts 300), stage 400, last word 500, the CRM's timeline 600.</param>
/// <param name="Content">A whole <c>section</c> with its heading.</param>
public sealed record PanelSection(int Order, RenderFragment Content);

/// <param name="Order">Smaller stands higher: partners 100, motion 200, conflict 300, certification 400.</param>
public sealed record PanelFact(int Order, string Label, RenderFragment Value);

/// <summary>One line of the card: <c>Protection</c>, <c>3 days left</c>.</summary>
public sealed record PanelLine(int Order, string Label, string Value, Tone Tone = Tone.Neutral);
