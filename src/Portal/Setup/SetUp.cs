using Entente.Access;
using Entente.Access.SignIn;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Portal.Setup;

/// <summary>What the first-run page asks.</summary>
public sealed class SetUpInput
{
    public string? Company { get; set; }
    public string? Slug { get; set; }
    public string? TimeZone { get; set; }
    public string? Currency { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
}

/// <summary>
/// The first run: creates the workspace and its owner, and signs the owner in. Only while there is no workspace at all;
/// whoever comes first to a fresh installation owns it.
/// </summary>
public sealed class SetUp(Workspaces workspaces, IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public async Task<bool> IsOpen(CancellationToken ct) => (await workspaces.All(ct)).Count == 0;

    /// <summary>The slug, and the secret of the owner's session. Refused: something is missing or malformed, or it is already set up.</summary>
    public async Task<Result<(string Slug, string Session)>> Run(SetUpInput input, string device, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            if (!await IsOpen(ct))
                return Problem.Conflict("setup.done", "Entente is already set up here.");
            if (AccessApi.WhyNotPerson(input.Email, input.Name) is { } invalid)
                return invalid;
            var slug = string.IsNullOrWhiteSpace(input.Slug) ? ShortName.Of(input.Company ?? "") : input.Slug.Trim();
            var created = await workspaces.Create(
                slug,
                input.Company ?? "",
                input.TimeZone ?? "",
                (input.Currency ?? "").Trim().ToUpperInvariant(),
                brandHue: 272,
                ct
            );
            if (!created.Ok)
                return created.Problem;

            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(created.Value.Id, Channel.Web));
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            var owner = (await access.AddStaff(input.Email!, input.Name!, StaffRole.Owner, ct)).Value;
            var session = scope.ServiceProvider.GetRequiredService<BeginSession>().Stage(owner, device);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(ct);
            return (slug, session);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
