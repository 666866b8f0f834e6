using Entente.Crm;

namespace Entente.Registrations.Review;

/// <summary>What stands between an approved claim and the CRM, in words for staff. Pure.</summary>
internal static class CrmTrouble
{
    /// <summary>Null when everything of the claim is in the CRM, or is on its way without a hitch.</summary>
    /// <param name="wanted">Whether the claim belongs into the CRM as it stands.</param>
    public static ReviewCrm? Of(IReadOnlyList<CrmWriteCard> writes, CrmConnectionCard? connection, bool wanted)
    {
        if (writes.LastOrDefault(w => w.Standing is CrmWriteStanding.Failed) is { } failed)
            return new(
                true,
                true,
                "The CRM refused it",
                $"{Sentence(failed.Trouble)} The decision stands; it is sent again once somebody has mended the cause."
            );
        if (writes.LastOrDefault(w => w.Standing is CrmWriteStanding.Waiting) is { } waiting)
            return Waits(waiting, connection);
        if (writes is [.., { Standing: CrmWriteStanding.Ignored }])
            return new(false, false, "Not sent to the CRM", "Somebody took it out of the error queue without sending it.");
        if (!wanted || writes.Count > 0)
            return null;
        return connection is null
            ? new(false, false, "Not in a CRM yet", "No CRM is connected. It is written as soon as one is.")
            : new(false, false, "Not in the CRM yet", "It is written once the CRM has been read for the first time.");
    }

    private static ReviewCrm? Waits(CrmWriteCard waiting, CrmConnectionCard? connection) =>
        (waiting.Trouble, connection?.State) switch
        {
            (_, CrmConnectionState.Paused) => new(
                false,
                false,
                "Waits for the CRM",
                "The connection is paused. It is written when somebody takes it up again."
            ),
            (_, CrmConnectionState.Broken) => new(
                true,
                false,
                "Waits for the CRM",
                "The CRM refuses our credentials. It is written once somebody has given new ones."
            ),
            (_, CrmConnectionState.Connected) => new(
                false,
                false,
                "Waits for the CRM",
                "The first load has not been started. It is written when it runs."
            ),
            ({ } trouble, _) => new(false, false, "Waits for the CRM", $"{Sentence(trouble)} It is tried again by itself."),
            _ => null,
        };

    private static string Sentence(string? trouble) =>
        string.IsNullOrWhiteSpace(trouble) ? "It did not say why." : trouble.TrimEnd('.', ' ') + ".";
}
