using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;

namespace Entente.Collaboration.Teams.Out;

/// <summary>Finds the conversation with one person alone. Saves what it learns.</summary>
internal sealed class TeamsDirect(EntenteDb db, TeamsClient teams)
{
    /// <summary>Both null: there is none until they add the bot for themselves.</summary>
    public async Task<(string? Conversation, TimeSpan? Wait)> With(TeamsApp app, TeamsMember member, CancellationToken ct)
    {
        if (member.Direct is { } known)
            return (known, null);
        var reply = await teams.Meet(app, member.ServiceUrl, member.UserId, ct);
        if (reply is { Ok: true, Id.Length: > 0 })
            member.Meet(reply.Id);
        await db.SaveChangesAsync(ct);
        // Asking for it twice finds the same one.
        return (member.Direct, reply.Fault is TeamsFault.Again or TeamsFault.Unsure ? Later(reply) : null);
    }

    private static TimeSpan Later(TeamsReply reply) => reply.Wait > TimeSpan.Zero ? reply.Wait : TimeSpan.FromSeconds(5);
}
