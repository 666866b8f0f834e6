using Entente.Collaboration.Chat;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Out;

/// <summary>Stages what is to be said in Slack, each once; the caller saves.</summary>
internal sealed class SlackOut(EntenteDb db, TimeProvider clock) : StagedPosts<SlackPost>(db, clock), IChatOut
{
    public NoticeChannel Channel => NoticeChannel.Slack;

    /// <summary>The connection; null where there is none or it does not work.</summary>
    public async Task<SlackApp?> Working(CancellationToken ct) =>
        await Db.Set<SlackApp>().AsNoTracking().SingleOrDefaultAsync(ct) is { Works: true } app ? app : null;

    public async Task<IReadOnlySet<PersonId>> Reaches(IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        if (people.Count == 0 || await Working(ct) is null)
            return new HashSet<PersonId>();
        var ids = people.ToList();
        var found = await Db.Set<SlackMember>()
            .Where(m => m.Person != null && ids.Contains(m.Person!.Value) && !m.Gone)
            .Select(m => m.Person!.Value)
            .Distinct()
            .ToListAsync(ct);
        return found.ToHashSet();
    }

    // Posts of before there was another chat bear no mark.
    protected override string Mark => "";

    protected override SlackPost Make(Guid id) => new() { Id = new(id) };

    protected override Guid Id(SlackPost post) => post.Id.Value;

    protected override void Enqueue(SlackPost post) => Db.Enqueue(new SendSlackPost(post.Id));
}
