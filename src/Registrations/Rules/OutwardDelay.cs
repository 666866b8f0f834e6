using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Entente.Registrations.Rules;

/// <summary>
/// How long after its submission a claim is decided by the policy itself (REG-4): never at once, and never after a fixed time, so that
/// neither the answer nor its moment tells an outsider what the vendor's data holds. What people decide waits as well where the policy says so.
/// </summary>
/// <param name="Minutes">Never sooner.</param>
/// <param name="JitterMinutes">Up to so much later, drawn per claim.</param>
public sealed record OutwardDelay(int Minutes, int JitterMinutes)
{
    public static OutwardDelay Default { get; } = new(15, 10);

    /// <summary>What people decide is not told sooner either; it can be undone until then.</summary>
    public bool People { get; init; }

    /// <summary>The longest that a decision of people may wait.</summary>
    internal TimeSpan Longest => People ? TimeSpan.FromMinutes(Minutes + JitterMinutes) : TimeSpan.Zero;

    /// <summary>When a decision is told.</summary>
    /// <param name="undoable">Until when it can be undone in any case.</param>
    /// <param name="reviewed">Since when the claim has been in this review: since its submission, or since it was sent again or changed.</param>
    internal DateTimeOffset ToldAt(DateTimeOffset undoable, DateTimeOffset reviewed, RegistrationId id) =>
        People && After(reviewed, id) is var due && due > undoable ? due : undoable;

    /// <summary>When; the same claim always at the same moment. The id is never shown to outsiders.</summary>
    internal DateTimeOffset After(DateTimeOffset submitted, RegistrationId id)
    {
        Span<byte> drawn = stackalloc byte[32];
        SHA256.HashData(id.Value.ToByteArray(), drawn);
        var share = BinaryPrimitives.ReadUInt32LittleEndian(drawn) / (double)uint.MaxValue;
        return submitted + TimeSpan.FromMinutes(Minutes) + TimeSpan.FromSeconds(Math.Floor(JitterMinutes * 60 * share));
    }
}
