using System.Globalization;

namespace Entente.Bench;

/// <summary><c>--size N</c>, <c>--multiple N</c>: a row made smaller or quicker than it is by itself.</summary>
internal static class Sizes
{
    public static (string[] Words, int? Size, double? Multiple) Read(string[] args)
    {
        var (words, size, multiple) = (new List<string>(), (int?)null, (double?)null);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--size" && i + 1 < args.Length)
                size = int.Parse(args[++i], NumberStyles.Integer, CultureInfo.InvariantCulture);
            else if (args[i] is "--multiple" && i + 1 < args.Length)
                multiple = double.Parse(args[++i], NumberStyles.Float, CultureInfo.InvariantCulture);
            else
                words.Add(args[i]);
        }
        return ([.. words], size, multiple);
    }
}
