using Entente.Onboarding.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Portal.Home;
using Entente.Ui;

namespace Entente.Onboarding.Portal;

/// <summary>On a partner's home: what its company accepted, and as a next move what waits, for those who may accept it.</summary>
internal sealed class AgreementsBlock(OwnAgreements own, Actor actor, Workspaces workspaces) : IHomeBlock
{
    private const int Most = 4;

    public HomePart? Part => new("agreements", "Agreements");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        var all = await own.List(ct);
        if (all.All(l => !l.Waits))
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var root = $"/w/{workspace.Slug}/portal/agreements";
        return new("agreements", "Agreements", HomePlace.Side, 45)
        {
            AllHref = root,
            AllText = "All agreements",
            Body = builder =>
            {
                builder.OpenComponent<AgreementItems>(0);
                builder.AddAttribute(1, nameof(AgreementItems.Lines), (IReadOnlyList<OwnAgreement>)[.. all.Take(Most)]);
                builder.AddAttribute(2, nameof(AgreementItems.Root), root);
                builder.CloseComponent();
            },
            Moves = own.SeesAccepting ? [.. all.Where(l => l.Waits).Select(l => Move(l, root, workspace, now))] : [],
        };
    }

    private static HomeMove Move(OwnAgreement line, string root, WorkspaceCard workspace, DateTimeOffset now) =>
        new(
            $"Read and accept “{line.Name}”",
            $"{root}/{line.Id.Short()}",
            line.Standing.Shut ? "No registration of your company is taken until you did."
                : line.Standing.LastDay is { } last
                    ? $"By {AgreementCheck.Day(last)}; after that no registration of your company is taken until you did."
                : "For your whole company.",
            "Accept",
            "shield-check",
            line.Standing.Shut ? Tone.Bad : Tone.Warn,
            line.Standing.Shut ? now
                : line.Standing.LastDay is { } by ? LocalTime.EndOf(by, workspace.Zone)
                : null
        );
}
