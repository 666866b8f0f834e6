using System.Reflection;
using System.Text;

namespace Entente.Platform.Matching;

/// <summary>The data files of this folder, embedded in the assembly; see <c>Data/NOTICE.md</c> for their licences.</summary>
internal static class Resources
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Matching." + name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
