using Entente.Access;
using Entente.Engagement.Model;
using Entente.Engagement.Reach;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Engagement.Tell;

/// <summary>
/// Adds whoever is in an announcement's audience now and was not before, by one statement however many they are. Nobody is added twice: the key of the
/// row is announcement and person. Part of the transaction that is open.
/// </summary>
internal sealed class GatherRecipients(EntenteDb db, ReachQuery reach, AccessApi access, TimeProvider clock)
{
    /// <param name="within">The partners that whoever publishes sees; null: all.</param>
    /// <returns>How many were added.</returns>
    public async Task<int> Run(Announcement of, IReadOnlyCollection<PartnerId>? within, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var reached = await reach.Run(of.Read().Audience, within, now, ct);
        if (reached.Count == 0)
            return 0;
        return await db.Write(
            """
            insert into announcement_recipient (workspace_id, announcement_id, person_id, version, partner_id, type, tier, region, why, second_subject, added_at)
            select $1, $2, person, 1, partner, type, tier, region, why, second, $3
              from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[])
                as reached(person, partner, type, tier, region, why, second)
            on conflict do nothing
            """,
            ct,
            db.Workspace.Value,
            of.Id.Value,
            now.ToUniversalTime(),
            reached.Select(r => r.Member.Person.Id.Value).ToArray(),
            reached.Select(r => r.Partner.Id.Value).ToArray(),
            reached.Select(r => r.Partner.Type.ToString()).ToArray(),
            reached.Select(r => r.Partner.Tier.ToString()).ToArray(),
            reached.Select(r => r.Partner.Region).ToArray(),
            reached.Select(r => Short(r.Why)).ToArray(),
            reached.Select(r => Variants.Second(of.Id.Value, r.Member.Person.Id.Value)).ToArray()
        );
    }

    /// <summary>The same by Entente itself, later: no further than whoever published it sees now.</summary>
    public async Task<int> Again(Announcement of, CancellationToken ct)
    {
        if (!of.Narrow)
            return await Run(of, null, ct);
        var by = of.PublishedBy is { } person ? await access.StaffActor(person, Channel.Job, ct) : null;
        return by is null ? 0 : await Run(of, by.Scope, ct);
    }

    private static string Short(string why) =>
        why.Length <= EngagementModel.LongestWhy ? why : why[..(EngagementModel.LongestWhy - 2)] + " …";
}
