using System.Runtime.CompilerServices;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Partners;

/// <summary>What tests about partners start from.</summary>
internal static class PartnerStory
{
    public static NewPartner Kestrel { get; } =
        new(
            "Kestrel Quay",
            PartnerType.Reseller,
            PartnerTier.Select,
            PartnerStatus.Active,
            ["https://www.kestrelquay.example/about"],
            "UK & Ireland"
        );

    public static NewPartner Ardentane { get; } =
        new("Ardentane", PartnerType.Referral, PartnerTier.Registered, PartnerStatus.Onboarding, ["ardentane.example"], "DACH");

    public static Task<Result<PartnerId>> Create(this House house, WorkspaceCard workspace, NewPartner partner) =>
        house.Act<CreatePartner, Result<PartnerId>>(Actor.System(workspace.Id), u => u.Run(partner, Ct));

    /// <summary>The same with a name and domain of its own, for tests that share a house.</summary>
    public static async Task<PartnerId> Made(
        this House house,
        WorkspaceCard workspace,
        string name,
        PartnerStatus status = PartnerStatus.Active
    ) =>
        (
            await house.Create(
                workspace,
                Kestrel with
                {
                    Name = name,
                    Status = status,
                    Domains = [name.ToLowerInvariant().Replace(' ', '-') + ".example"],
                }
            )
        ).Value;

    public static Actor Partner(WorkspaceCard workspace, PartnerId partner) =>
        new(workspace.Id, ActorKind.Partner, Channel.Link, Partner: partner);

    public static Task<TResult> Ask<TResult>(this House house, Actor actor, Func<PartnersApi, Task<TResult>> ask) => house.Act(actor, ask);

    public static Task<TResult> Ask<TResult>(this House house, WorkspaceCard workspace, Func<PartnersApi, Task<TResult>> ask) =>
        house.Act(Actor.System(workspace.Id), ask);

    /// <summary>An owner of their own for each test: sign-in links are rationed per person.</summary>
    public static Task<WebVisitor> Owner(this WebHouse web, [CallerMemberName] string test = "") =>
        web.Staff(email: $"maren{(uint)string.GetHashCode(test, StringComparison.Ordinal)}@corvane.example");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
