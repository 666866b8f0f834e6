using Entente.Collaboration.Chat;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Teams.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Out;

/// <summary>Stages what is to be said in Teams, each once; the caller saves.</summary>
internal sealed class TeamsOut(EntenteDb db, TimeProvider clock) : StagedPosts<TeamsPost>(db, clock), IChatOut
{
    public NoticeChannel Channel => NoticeChannel.Teams;

    /// <summary>The connection; null where there is none or it does not work.</summary>
    public async Task<TeamsApp?> Working(CancellationToken ct) =>
        await Db.Set<TeamsApp>().AsNoTracking().SingleOrDefaultAsync(ct) is { Works: true } app ? app : null;

    public async Task<IReadOnlySet<PersonId>> Reaches(IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        if (people.Count == 0 || await Working(ct) is null)
            return new HashSet<PersonId>();
        var ids = people.ToList();
        var found = await Db.Set<TeamsMember>()
            .Where(m => m.Person != null && ids.Contains(m.Person!.Value))
            .Select(m => m.Person!.Value)
            .Distinct()
            .ToListAsync(ct);
        return found.ToHashSet();
    }

    protected override string Mark => "teams\n";

    protected override TeamsPost Make(Guid id) => new() { Id = new(id) };

    protected override Guid Id(TeamsPost post) => post.Id.Value;

    protected override void Enqueue(TeamsPost post) => Db.Enqueue(new SendTeamsPost(post.Id));
}
