using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Programs.Progress;

namespace Entente.Programs.Portal;

/// <summary>On a partner's home: how far the next tier is.</summary>
internal sealed class TierBlock(ProgressQuery query, Actor actor, Workspaces workspaces) : IHomeBlock
{
    public HomePart? Part => new("tier", "Tier and the way to the next");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        if (actor.Partner is not { } partner || actor.OwnOnly || await query.Load(partner, ct) is not { Plan: not null } view)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new("tier", view.AtTop ? $"{view.Partner.Tier.Words()} partner" : $"Path to {view.Next.Words()}", HomePlace.Side, 40)
        {
            Count = view.AtTop ? null : $"{view.MetCount} of {view.Asked.Count}",
            AllHref = $"/w/{slug}/portal/program",
            AllText = "Program",
            Padded = true,
            Body = builder =>
            {
                builder.OpenComponent<TierHome>(0);
                builder.AddAttribute(1, nameof(TierHome.View), view);
                builder.CloseComponent();
            },
        };
    }
}
