using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

/// <summary>Who must have a second factor in a workspace. None by default; at most one row, whose id is the workspace's.</summary>
[Subject("sign_in_policy")]
internal sealed class SignInPolicy : Entity
{
    private SignInPolicy() { }

    public Guid Id { get; private init; }
    public bool Staff { get; private set; }
    public bool Partners { get; private set; }

    public static SignInPolicy Of(Guid workspace) => new() { Id = workspace };

    public void Ask(bool staff, bool partners) => (Staff, Partners) = (staff, partners);

    public static void Map(ModelBuilder model) => model.Entity<SignInPolicy>(p => p.HasKey(x => new { x.WorkspaceId, x.Id }));
}
