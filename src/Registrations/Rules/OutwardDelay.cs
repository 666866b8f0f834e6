using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Entente.Registrations.Rules;

/// <summary>
/// How long after its submission a claim is decided by the policy itself (REG-4): never at once, and never after a fixed time, so that
/// neither the answer nor its moment tells an outsider what the vendor's data holds.
/// </summary>
/// <param name="Minutes">Never sooner.</param>
/// <param name="JitterMinutes">Up to so much later, drawn per claim.</param>
public sealed record OutwardDelay(int Minutes, int JitterMinutes)
{
    public static OutwardDelay Default { get; } = new(15, 10);

    /// <summary>When; the same claim always at the same moment. The id is never shown to outsiders.</summary>
    internal DateTimeOffset After(DateTimeOffset submitted, RegistrationId id)
    {
        Span<byte> drawn = stackalloc byte[32];
        SHA256.HashData(id.Value.ToByteArray(), drawn);
        var share = BinaryPrimitives.ReadUInt32LittleEndian(drawn) / (double)uint.MaxValue;
        return submitted + TimeSpan.FromMinutes(Minutes) + TimeSpan.FromSeconds(Math.Floor(JitterMinutes * 60 * share));
    }
}
