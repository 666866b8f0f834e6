namespace Entente.Tests.Access.Factors;

/// <summary>As an authenticator app reads the key that somebody types; not our code, which only writes it.</summary>
internal static class Base32
{
    public static byte[] Decode(string spaced)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (bits, held, octets) = (0, 0, new List<byte>());
        foreach (var c in spaced.Where(c => c != ' '))
        {
            (bits, held) = ((bits << 5) | alphabet.IndexOf(c, StringComparison.Ordinal), held + 5);
            if (held >= 8)
            {
                octets.Add((byte)(bits >> (held - 8)));
                held -= 8;
            }
            bits &= (1 << held) - 1;
        }
        return [.. octets];
    }
}
