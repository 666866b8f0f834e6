using Entente.Access;
using Entente.Crm.Port;
using Entente.Platform.Tenancy;
using Entente.Ui;

namespace Entente.Crm.Panel;

/// <summary>One entry of the timeline, as the panel shows it.</summary>
/// <param name="Who">The person here, or the owner as the CRM calls them; Entente for what it wrote itself.</param>
/// <param name="Person">For the colour of the avatar.</param>
public sealed record TimelineWord(string Who, Guid Person, string Channel, string Icon, DateTimeOffset At, string? Subject, string? Body);

/// <summary>The next thing to do that stands in the CRM.</summary>
public sealed record TimelineTask(string What, string? Who, DateTimeOffset Due);

/// <summary>The last messages around the record, and what is to be done next: read from the CRM there and then, because notes and mails are not mirrored.</summary>
internal sealed class TimelinePanel(CrmApi crm, CrmOwners owners, Actor actor) : IPanelSection
{
    private const int Shown = 3;
    private const int Looked = 12;
    private const int LongestBody = 280;

    /// <summary>A panel that waits longer for the CRM than a person likes shows the rest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public string Name => "timeline";

    public async ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct)
    {
        if (visit.LinesOnly || !actor.May(Permissions.ReadPipeline))
            return null;
        var found = await Read(visit.Record, ct);
        var names = await Names(visit.Record, found ?? [], ct);
        var words = found?.Where(a => !a.Open).Take(Shown).Select(a => Word(a, names)).ToList();
        var next = found?.Where(a => a.Open).OrderBy(a => a.At).Select(a => Task(a, names)).FirstOrDefault();
        return new()
        {
            Sections =
            [
                new(
                    600,
                    content =>
                    {
                        content.OpenComponent<TimelineSection>(0);
                        content.AddComponentParameter(1, nameof(TimelineSection.Words), words);
                        content.AddComponentParameter(2, nameof(TimelineSection.Next), next);
                        content.AddComponentParameter(3, nameof(TimelineSection.Crm), visit.Record.Crm.ToString());
                        content.CloseComponent();
                    }
                ),
            ],
        };
    }

    /// <summary>Null when the CRM does not answer.</summary>
    private async Task<IReadOnlyList<CrmActivity>?> Read(PanelRecord record, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var read = await crm.Timeline(record.Connection, record.Kind, record.CrmId, Looked, patience.Token);
            return read.Ok ? read.Value : null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Dictionary<string, (string Name, Guid Person)>> Names(
        PanelRecord record,
        IReadOnlyList<CrmActivity> found,
        CancellationToken ct
    )
    {
        var ids = found.Select(a => a.OwnerId).OfType<string>().Distinct().ToList();
        if (ids.Count == 0)
            return [];
        var people = await owners.People([.. ids.Select(id => (record.Connection, id))], ct);
        var names = (await crm.Owners(record.Connection, ct)).ToDictionary(o => o.Id, o => (o.Name, Guid.Empty));
        foreach (var ((_, owner), person) in people)
            names[owner] = (person.Name, person.Id.Value);
        return names;
    }

    private static TimelineWord Word(CrmActivity a, Dictionary<string, (string Name, Guid Person)> names)
    {
        var (channel, icon) = a.Kind switch
        {
            CrmObject.Email => ("E-mail", "mail"),
            CrmObject.Meeting => ("Meeting", "calendar"),
            CrmObject.Task => ("Task done", "check"),
            _ => ("Note", "content"),
        };
        var (who, person) =
            a.ByEntente ? ("Entente", Guid.Empty)
            : a.OwnerId is { } owner && names.TryGetValue(owner, out var known) ? known
            : a.Incoming ? ("The customer or partner", Guid.Empty)
            : ("Somebody in the CRM", Guid.Empty);
        return new(who, person, channel, icon, a.At, a.Subject, Short(a.Body));
    }

    private static TimelineTask Task(CrmActivity a, Dictionary<string, (string Name, Guid Person)> names) =>
        new(
            a.Subject ?? Short(a.Body) ?? "A task without words",
            a.OwnerId is { } owner && names.TryGetValue(owner, out var known) ? known.Name : null,
            a.At
        );

    private static string? Short(string? body) => body is { Length: > LongestBody } ? body[..LongestBody].TrimEnd() + "…" : body;
}
