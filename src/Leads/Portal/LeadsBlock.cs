using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Ui;

namespace Entente.Leads.Portal;

/// <summary>On a partner's home: leads that wait for an answer or a word, as next moves, and those they have.</summary>
internal sealed class LeadsBlock(OwnLeads leads, Actor actor, Workspaces workspaces) : IHomeBlock
{
    private const int Most = 5;

    public HomePart? Part => new("leads", "Leads");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        List<OwnLead> live = [.. (await leads.List(ct)).Where(l => l.Waits || l.Has)];
        if (live.Count == 0)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var root = $"/w/{workspace.Slug}/portal/leads";
        return new("leads", "Your leads", HomePlace.Main, 20)
        {
            Card = false,
            Count = Format.Number(live.Count),
            AllHref = root,
            AllText = "All leads",
            Body = builder =>
            {
                builder.OpenComponent<OwnLeadsTable>(0);
                builder.AddAttribute(1, nameof(OwnLeadsTable.Leads), (IReadOnlyList<OwnLead>)[.. live.Take(Most)]);
                builder.AddAttribute(2, nameof(OwnLeadsTable.Root), root);
                builder.CloseComponent();
            },
            Moves = leads.Answers ? [.. live.Where(l => l.Due is not null).Select(l => Move(l, root))] : [],
        };
    }

    private static HomeMove Move(OwnLead lead, string root) =>
        lead.Waits
            ? new(
                $"Take the lead {lead.Title}?",
                $"{root}/{lead.Number}",
                lead.Shared ? $"{lead.Number}; whoever accepts first has it" : $"{lead.Number}; without an answer it goes to somebody else",
                "Look at it",
                "target",
                Tone.Warn,
                lead.Due
            )
            : new(
                $"How does it go with {lead.Title}?",
                $"{root}/{lead.Number}",
                $"{lead.Number}; without a word the lead goes to somebody else",
                "Tell us",
                "clock",
                Tone.Warn,
                lead.Due
            );
}
