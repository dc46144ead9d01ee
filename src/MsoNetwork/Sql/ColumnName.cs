using System.Text;

namespace MsoNetwork.Sql;

/// <summary>What a property's column is called: its name in snake case.</summary>
public static class ColumnName
{
    public static string Of(string property)
    {
        var result = new StringBuilder();
        foreach (var letter in property)
        {
            if (char.IsUpper(letter) && result.Length > 0) result.Append('_');
            result.Append(char.ToLowerInvariant(letter));
        }

        return result.ToString();
    }
}
